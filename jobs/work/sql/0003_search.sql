-- Search of jobs by any part of a word. Inlined by the planner, so that a query that calls it finds
-- the trigram index. Used by JobQuerySet.matching.
CREATE FUNCTION job_text(number text, title text, company_name text, invoice_number text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT number || ' ' || title || ' ' || company_name || ' ' || invoice_number
$$;
CREATE INDEX idx_jobs_text ON jobs USING gin (
    job_text(number, title, company_name, invoice_number) gin_trgm_ops
);
COMMENT ON INDEX idx_jobs_text IS 'JobQuerySet.matching';

-- undo
DROP INDEX idx_jobs_text;
DROP FUNCTION job_text(text, text, text, text);
