-- The policy of a technician's jobs as one condition that no index serves. As an OR it made the
-- planner expect 24 of 1,200 jobs and sort them all; so the index is chosen by the filter of the
-- list, which stands beside the policy always (JobQuerySet.visible_to). Who it shows is the same.
ALTER POLICY technician ON jobs USING (
    CASE WHEN technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
         THEN true
         ELSE id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]) END
);

-- undo
ALTER POLICY technician ON jobs
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]));
