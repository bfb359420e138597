-- What takes longest in the database, for /ops/. Run by a superuser in the database of RealSync, after the
-- roles: `make run`, docker/db, an operator. PostgreSQL must have been started with
-- shared_preload_libraries = 'pg_stat_statements'. Idempotent; without it the page says what is missing.
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;

-- SECURITY DEFINER: statements of other roles are shown to a superuser only. It shows those of the web and
-- the worker in this database, by their text with its values taken out; seeding and migrating are nobody's wait.
CREATE OR REPLACE FUNCTION slow_statements(
    most int, OUT statement text, OUT calls bigint, OUT mean_ms double precision, OUT total_ms double precision
) RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT left(regexp_replace(t.query, '\s+', ' ', 'g'), 240), t.calls, t.total / t.calls, t.total
    FROM (
        SELECT s.query, sum(s.calls)::bigint AS calls, sum(s.total_exec_time) AS total
        FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
        WHERE s.dbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
        AND r.rolname LIKE 'realsync\_%' AND r.rolname <> 'realsync_owner' AND s.calls > 0
        GROUP BY s.query ORDER BY total DESC LIMIT most
    ) t ORDER BY t.total DESC
$$;
REVOKE ALL ON FUNCTION slow_statements(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION slow_statements(int) TO realsync_office;
