-- Used by JobQuerySet.matching_for and the palette: ids of the jobs that a technician sees and that
-- hold every pattern, `most` of them or all.
-- SECURITY DEFINER: ILIKE is not leakproof, so that behind a policy no index serves it and all jobs
-- of a technician would be tried. It asks what the policy of 0004_scope.sql asks, and that still
-- decides.
CREATE FUNCTION jobs_matching_of_technician(patterns text[], most int DEFAULT NULL)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
-- As equipment_matching_within_company (equipment/sql/0019_client_search.sql).
SET plan_cache_mode = force_custom_plan SET cpu_index_tuple_cost = 0.05 AS $$
DECLARE
    me bigint := NULLIF(current_setting('realsync.user_id', true), '')::bigint;
    granted bigint[] := NULLIF(current_setting('realsync.job_ids', true), '')::bigint[];
BEGIN
    RETURN QUERY
    SELECT j.id FROM jobs j
    WHERE (j.technician_id = me OR j.id = ANY (granted))
      AND job_text(j.number, j.title, j.company_name, j.invoice_number) ILIKE patterns[1]
      AND job_text(j.number, j.title, j.company_name, j.invoice_number) ILIKE ALL (patterns[2:])
    LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION jobs_matching_of_technician(text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs_matching_of_technician(text[], int) TO realsync_technician;

-- undo
DROP FUNCTION jobs_matching_of_technician(text[], int);
