-- Search of quotes by any part of a word. Inlined by the planner, so that a query that calls it
-- finds the trigram index. Used by QuoteQuerySet.matching.
CREATE FUNCTION quote_text(number text, title text, company_name text, purchase_order text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT number || ' ' || title || ' ' || company_name || ' ' || purchase_order
$$;
CREATE INDEX idx_quotes_text ON quotes USING gin (
    quote_text(number, title, company_name, purchase_order) gin_trgm_ops
);
COMMENT ON INDEX idx_quotes_text IS 'QuoteQuerySet.matching';

-- undo
DROP INDEX idx_quotes_text;
DROP FUNCTION quote_text(text, text, text, text);
