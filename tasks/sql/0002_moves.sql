-- Used by every writer of tasks: the moves that there are (tasks/choices.py), when it was done, and
-- that what is closed is no longer put off. A task about nothing stands at no company.
CREATE FUNCTION task_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (
        ('pending', 'in_progress'), ('pending', 'completed'), ('pending', 'cancelled'),
        ('in_progress', 'completed'), ('in_progress', 'cancelled'),
        ('completed', 'pending'), ('cancelled', 'pending')
    ) THEN
        RAISE EXCEPTION 'A task does not become % when it is %.', NEW.status, OLD.status
            USING ERRCODE = '23514', CONSTRAINT = 'tasks_status_moves';
    END IF;
    NEW.completed_at := CASE
        WHEN NEW.status <> 'completed' THEN NULL
        WHEN TG_OP = 'UPDATE' AND OLD.status = 'completed' THEN OLD.completed_at
        ELSE coalesce(NEW.completed_at, clock_timestamp()) END;
    IF NEW.status IN ('completed', 'cancelled') THEN
        NEW.snoozed_until := NULL;
    END IF;
    IF NEW.entity_type IS NULL THEN
        NEW.company_id := NULL;
        NEW.branch_id := NULL;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER tasks_moves BEFORE INSERT OR UPDATE ON tasks
FOR EACH ROW EXECUTE FUNCTION task_moves();
CREATE TRIGGER tasks_place BEFORE INSERT OR UPDATE OF entity_type, entity_id, company_id, branch_id
ON tasks FOR EACH ROW WHEN (NEW.entity_type IS NOT NULL) EXECUTE FUNCTION link_takes_place();

-- Versions; company and branch are derived.
CREATE TRIGGER tasks_version BEFORE UPDATE ON tasks FOR EACH ROW
WHEN ((OLD.title, OLD.text, OLD.status, OLD.priority, OLD.assignee_id, OLD.due_on,
       OLD.snoozed_until, OLD.entity_type, OLD.entity_id, OLD.is_system_generated,
       OLD.created_by_id, OLD.completed_at, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.title, NEW.text, NEW.status, NEW.priority, NEW.assignee_id, NEW.due_on,
       NEW.snoozed_until, NEW.entity_type, NEW.entity_id, NEW.is_system_generated,
       NEW.created_by_id, NEW.completed_at, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

-- Notes and documents hang on tasks, at the place of the task.
CREATE FUNCTION place_of_task(record_id bigint, OUT company_id bigint, OUT branch_id bigint)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT t.company_id, t.branch_id FROM tasks t WHERE t.id = record_id
$$;
CREATE TRIGGER tasks_links_follow AFTER UPDATE OF entity_type, entity_id, company_id, branch_id
ON tasks FOR EACH ROW
WHEN ((OLD.company_id, OLD.branch_id) IS DISTINCT FROM (NEW.company_id, NEW.branch_id))
EXECUTE FUNCTION links_follow_record('task');

-- SECURITY DEFINER: whoever moves a record may see fewer tasks than are about it, and all of them
-- must follow. It writes nothing but their place. The kind of the record is the argument.
CREATE FUNCTION tasks_follow_record() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE tasks SET company_id = p.company_id, branch_id = p.branch_id
    FROM (
        SELECT NEW.company_id AS company_id,
               CASE TG_ARGV[0] WHEN 'branch' THEN NEW.id
                    ELSE (to_jsonb(NEW) ->> 'branch_id')::bigint END AS branch_id
    ) AS p
    WHERE entity_type = TG_ARGV[0] AND entity_id = NEW.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION tasks_follow_record() FROM PUBLIC;
CREATE TRIGGER branches_tasks_follow AFTER UPDATE OF company_id ON branches FOR EACH ROW
WHEN (OLD.company_id IS DISTINCT FROM NEW.company_id)
EXECUTE FUNCTION tasks_follow_record('branch');
CREATE TRIGGER equipment_tasks_follow AFTER UPDATE OF company_id, branch_id ON equipment FOR EACH ROW
WHEN ((OLD.company_id, OLD.branch_id) IS DISTINCT FROM (NEW.company_id, NEW.branch_id))
EXECUTE FUNCTION tasks_follow_record('equipment');

-- A hard delete only where no history would go with it.
CREATE TRIGGER tasks_history_stays BEFORE DELETE ON tasks FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('task');

-- undo
DROP TRIGGER tasks_history_stays ON tasks;
DROP TRIGGER equipment_tasks_follow ON equipment;
DROP TRIGGER branches_tasks_follow ON branches;
DROP FUNCTION tasks_follow_record();
DROP TRIGGER tasks_links_follow ON tasks;
DROP FUNCTION place_of_task(bigint);
DROP TRIGGER tasks_version ON tasks;
DROP TRIGGER tasks_place ON tasks;
DROP TRIGGER tasks_moves ON tasks;
DROP FUNCTION task_moves();
