-- What takes longest in the database, for /ops/. Run by a superuser in the database of RealSync, after the
-- roles: `make run`, docker/db, an operator. PostgreSQL must have been started with
-- shared_preload_libraries = 'pg_stat_statements'. Idempotent; without it the page says what is missing.
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;

-- SECURITY DEFINER: statements of other roles are shown to a superuser only. Of a statement it shows the
-- text with its values taken out, and nothing but statements of this database.
CREATE OR REPLACE FUNCTION slow_statements(
    most int, OUT statement text, OUT calls bigint, OUT mean_ms double precision, OUT total_ms double precision
) RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT left(regexp_replace(s.query, '\s+', ' ', 'g'), 300), sum(s.calls)::bigint,
           sum(s.total_exec_time) / sum(s.calls), sum(s.total_exec_time)
    FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
    WHERE d.datname = current_database() AND s.calls > 0
    GROUP BY 1 ORDER BY 4 DESC LIMIT most
$$;
REVOKE ALL ON FUNCTION slow_statements(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION slow_statements(int) TO realsync_office;
