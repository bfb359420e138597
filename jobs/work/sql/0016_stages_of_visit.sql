-- How far each instrument of a visit is, for the client whose visit it is. Used by the portal's page
-- of a job.
-- SECURITY DEFINER: what is noted at the bench is not for clients. It says of each item of a visit of
-- the scope that is open whether it was presented and measured, and no value.
CREATE FUNCTION stages_of_visit(visit bigint) RETURNS TABLE (item_id bigint, stage text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT b.item_id, CASE
        WHEN EXISTS (SELECT FROM measurements m WHERE m.item_id = b.item_id
                     AND (m.as_found IS NOT NULL OR m.as_left IS NOT NULL)) THEN 'measured'
        ELSE b.presence
    END
    FROM jobs j JOIN job_items i ON i.job_id = j.id JOIN bench_items b ON b.item_id = i.id
    WHERE j.id = visit AND b.presence <> 'expected'
      AND j.company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
      AND (current_setting('role') = 'realsync_company'
           OR j.branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]))
$$;
REVOKE ALL ON FUNCTION stages_of_visit(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stages_of_visit(bigint) TO realsync_company, realsync_branch;

-- undo
DROP FUNCTION stages_of_visit(bigint);
