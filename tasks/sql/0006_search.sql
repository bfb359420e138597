-- Used by TaskQuerySet.matching and the palette: ids of the tasks that hold every pattern and that
-- the scope sees, `most` of them or all.
-- SECURITY DEFINER: ILIKE is not leakproof, so that behind a policy that asks whose a task is no
-- index serves it and 200,000 rows would be tried. It asks what the policies of 0003_scope.sql ask,
-- and they still decide.
CREATE FUNCTION tasks_matching(patterns text[], most int DEFAULT NULL) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
-- As equipment_matching_within_company (equipment/sql/0019_client_search.sql).
SET plan_cache_mode = force_custom_plan SET cpu_index_tuple_cost = 0.05 AS $$
DECLARE
    sees_all boolean := current_setting('realsync.sees_all', true) = 'on';
    is_technician boolean := current_setting('role', true) = 'realsync_technician';
    me bigint := NULLIF(current_setting('realsync.user_id', true), '')::bigint;
BEGIN
    RETURN QUERY
    SELECT t.id FROM tasks t
    WHERE task_text(t.title, t.text) ILIKE patterns[1]
      AND task_text(t.title, t.text) ILIKE ALL (patterns[2:])
      AND (sees_all OR t.assignee_id = me OR t.assignee_id IS NULL AND NOT is_technician)
    LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION tasks_matching(text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tasks_matching(text[], int)
    TO realsync_office, realsync_onboarding, realsync_technician;

-- undo
DROP FUNCTION tasks_matching(text[], int);
