-- Used by jobs/work/grants.py, along with the session of a request: jobs that a technician sees by
-- exception. In PL/pgSQL, so that it is planned once per connection.
CREATE FUNCTION jobs_shown_to(who bigint) RETURNS jsonb LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(job ORDER BY job), '[]')
        FROM (SELECT DISTINCT content_object_id AS job
              FROM job_grants WHERE user_id = who) AS granted
    );
END
$$;
REVOKE ALL ON FUNCTION jobs_shown_to(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs_shown_to(bigint) TO realsync_web, realsync_worker, realsync_system;

-- undo
DROP FUNCTION jobs_shown_to(bigint);
