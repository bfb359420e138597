-- Search of companies and branches by any part of a word. The text functions are inlined by
-- the planner, so that a query that calls them finds the trigram index built on them.
CREATE FUNCTION company_text(code text, name text, trading_name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT code || ' ' || name || ' ' || trading_name $$;
CREATE INDEX idx_companies_text ON companies
    USING gin (company_text(code, name, trading_name) gin_trgm_ops);
COMMENT ON INDEX idx_companies_text IS 'search_companies and CompanyQuerySet.matching';

CREATE FUNCTION branch_text(code text, name text, company_name text, city text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT code || ' ' || name || ' ' || company_name || ' ' || city $$;
CREATE INDEX idx_branches_text ON branches
    USING gin (branch_text(code, name, company_name, city) gin_trgm_ops);
COMMENT ON INDEX idx_branches_text IS 'BranchQuerySet.matching';

-- undo
DROP INDEX idx_branches_text;
DROP FUNCTION branch_text(text, text, text, text);
DROP INDEX idx_companies_text;
DROP FUNCTION company_text(text, text, text);
