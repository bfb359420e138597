-- Search of contacts by any part of a word. Inlined by the planner, so that a query that calls it
-- finds the trigram index. Used by ContactQuerySet.matching.
CREATE FUNCTION contact_text(name text, email text, phone text, job_title text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT name || ' ' || email || ' ' || phone || ' ' || job_title
$$;
CREATE INDEX idx_contacts_text ON contacts USING gin (
    contact_text(name, email, phone, job_title) gin_trgm_ops
);
COMMENT ON INDEX idx_contacts_text IS 'ContactQuerySet.matching';

-- undo
DROP INDEX idx_contacts_text;
DROP FUNCTION contact_text(text, text, text, text);
