-- Who sees and writes tasks. Some of the office see all (`realsync.sees_all`); sales and onboarding
-- see their own and what is nobody's, technicians their own. No client role may name the table.
ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON tasks
    TO realsync_office, realsync_onboarding, realsync_technician, realsync_system;
GRANT DELETE ON tasks TO realsync_office;

CREATE POLICY office ON tasks TO realsync_office
    USING (current_setting('realsync.sees_all', true) = 'on'
           OR assignee_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR assignee_id IS NULL);
CREATE POLICY onboarding ON tasks TO realsync_onboarding
    USING (assignee_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR assignee_id IS NULL);
CREATE POLICY technician ON tasks TO realsync_technician
    USING (assignee_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY system ON tasks TO realsync_system USING (true);

-- Used by tasks.actions: one's own task goes to a colleague, or to nobody, and is not seen any more.
-- SECURITY DEFINER: PostgreSQL refuses an UPDATE whose new row its writer may not see. It writes
-- nothing but the assignee, of the caller's own task; locks and versions hold as always.
CREATE FUNCTION give_away_task(task_id bigint, to_id bigint) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE tasks SET assignee_id = to_id WHERE id = task_id
        AND assignee_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Task % is not yours to give away.', task_id USING ERRCODE = '42501';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION give_away_task(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION give_away_task(bigint, bigint)
    TO realsync_office, realsync_onboarding, realsync_technician;

-- What is said, kept and logged about a task is seen by those who see the task. Restrictive: it
-- narrows what the other policies of these tables give. The look-up costs one index entry, and
-- only for rows that are about tasks (EXISTS might be hashed, which reads all tasks first).
CREATE POLICY of_tasks ON activity_log AS RESTRICTIVE FOR SELECT
    TO realsync_office, realsync_onboarding, realsync_technician
    USING (entity_type <> 'task' OR (SELECT t.id FROM tasks t WHERE t.id = activity_log.entity_id) IS NOT NULL);
CREATE POLICY of_tasks ON notes AS RESTRICTIVE FOR SELECT
    TO realsync_office, realsync_onboarding, realsync_technician
    USING (entity_type <> 'task' OR (SELECT t.id FROM tasks t WHERE t.id = notes.entity_id) IS NOT NULL);
CREATE POLICY of_tasks ON documents AS RESTRICTIVE FOR SELECT
    TO realsync_office, realsync_onboarding, realsync_technician
    USING (entity_type <> 'task' OR (SELECT t.id FROM tasks t WHERE t.id = documents.entity_id) IS NOT NULL);
CREATE POLICY of_tasks_to_clients ON activity_log AS RESTRICTIVE FOR SELECT
    TO realsync_company, realsync_branch USING (entity_type <> 'task');
CREATE POLICY of_tasks_to_clients ON notes AS RESTRICTIVE FOR SELECT
    TO realsync_company, realsync_branch USING (entity_type <> 'task');
CREATE POLICY of_tasks_to_clients ON documents AS RESTRICTIVE FOR SELECT
    TO realsync_company, realsync_branch USING (entity_type <> 'task');
-- A technician reads the history of their own tasks, too.
CREATE POLICY technician_tasks ON activity_log FOR SELECT TO realsync_technician
    USING (entity_type = 'task' AND NOT (verb LIKE 'note.%' AND audience = 'staff'));

-- Whoever leaves hands over, whether or not somebody is editing one of the tasks.
INSERT INTO declared_writers VALUES
    ('hand_over', 'The work of somebody who leaves goes to a colleague at once; one open form must'
        ' not keep the rest.');

-- undo
DELETE FROM declared_writers WHERE name = 'hand_over';
DROP POLICY technician_tasks ON activity_log;
DROP POLICY of_tasks_to_clients ON documents;
DROP POLICY of_tasks_to_clients ON notes;
DROP POLICY of_tasks_to_clients ON activity_log;
DROP POLICY of_tasks ON documents;
DROP POLICY of_tasks ON notes;
DROP POLICY of_tasks ON activity_log;
DROP FUNCTION give_away_task(bigint, bigint);
DROP POLICY system ON tasks;
DROP POLICY technician ON tasks;
DROP POLICY onboarding ON tasks;
DROP POLICY office ON tasks;
REVOKE ALL ON tasks
    FROM realsync_office, realsync_onboarding, realsync_technician, realsync_system;
ALTER TABLE tasks DISABLE ROW LEVEL SECURITY;
