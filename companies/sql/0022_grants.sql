-- Used by companies/grants.py, along with the session of a request: what a manager of companies or
-- of branches acts for. In PL/pgSQL, so that they are planned once per connection.
CREATE FUNCTION companies_of_manager(who bigint) RETURNS jsonb LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(jsonb_build_array(id, name) ORDER BY name, id), '[]')
        FROM (SELECT DISTINCT content_object_id AS id, company_name AS name
              FROM company_grants WHERE user_id = who) AS granted
    );
END
$$;
CREATE FUNCTION branches_of_manager(who bigint) RETURNS jsonb LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(jsonb_build_array(company, branch) ORDER BY company, branch), '[]')
        FROM (SELECT DISTINCT company_id AS company, content_object_id AS branch
              FROM branch_grants WHERE user_id = who) AS granted
    );
END
$$;
REVOKE ALL ON FUNCTION companies_of_manager(bigint), branches_of_manager(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION companies_of_manager(bigint), branches_of_manager(bigint)
    TO realsync_web, realsync_worker, realsync_system;

-- undo
DROP FUNCTION branches_of_manager(bigint);
DROP FUNCTION companies_of_manager(bigint);
