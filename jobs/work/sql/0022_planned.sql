-- Whether a plan is planned, kept beside it: used by the list of visits and its figures
-- (jobs/work/visits/), which ask it of hundreds of plans. What it means says `is_planned()`, and
-- jobs/work/visits/planned.py with the job or quote itself. No form and no action writes it, and no
-- model has it: whoever changes what points at plans, these triggers follow.
ALTER TABLE calibration_plans ADD COLUMN is_planned boolean NOT NULL DEFAULT false;

CREATE FUNCTION is_planned(plan bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT FROM job_items i JOIN jobs j ON j.id = i.job_id
        WHERE i.plan_id = plan AND i.is_active
          AND j.status NOT IN ('completed', 'invoiced', 'cancelled')
    ) OR EXISTS (
        SELECT FROM quote_lines l JOIN quotes q ON q.id = l.quote_id
        WHERE l.plan_id = plan AND l.is_active AND q.is_active
          AND (q.status IN ('draft', 'sent')
               OR q.status IN ('accepted', 'part_accepted') AND l.is_accepted
                  AND NOT EXISTS (SELECT FROM jobs o WHERE o.quote_id = q.id))
    )
$$;
REVOKE ALL ON FUNCTION is_planned(bigint) FROM PUBLIC;

-- Plans are locked, in one order, before it is asked: of two who let go of a plan at once, the
-- second sees what the first did. SECURITY DEFINER: a client who answers a quote, and a technician
-- who adds an item, write no plans and do not see what else points at them.
CREATE FUNCTION keep_planned(plans bigint[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM FROM calibration_plans WHERE id = ANY (plans) ORDER BY id FOR NO KEY UPDATE;
    UPDATE calibration_plans p SET is_planned = NOT p.is_planned
    WHERE p.id = ANY (plans) AND p.is_planned <> is_planned(p.id);
END
$$;
REVOKE ALL ON FUNCTION keep_planned(bigint[]) FROM PUBLIC;

-- Items and lines. Their job or quote is locked first, so that it is not done meanwhile unseen.
CREATE FUNCTION items_keep_planned() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    plans bigint[];
    jobs_of bigint[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(each.plan), array_agg(each.job) INTO plans, jobs_of
        FROM written_before o JOIN written n ON n.id = o.id,
             LATERAL (VALUES (o.plan_id, o.job_id), (n.plan_id, n.job_id)) AS each (plan, job)
        WHERE (o.plan_id, o.job_id, o.is_active) IS DISTINCT FROM (n.plan_id, n.job_id, n.is_active)
          AND each.plan IS NOT NULL;
    ELSE
        SELECT array_agg(plan_id), array_agg(job_id) INTO plans, jobs_of
        FROM written WHERE plan_id IS NOT NULL;
    END IF;
    IF plans IS NOT NULL THEN
        PERFORM FROM jobs WHERE id = ANY (jobs_of) ORDER BY id FOR NO KEY UPDATE;
        PERFORM keep_planned(plans);
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION lines_keep_planned() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    plans bigint[];
    quotes_of bigint[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(each.plan), array_agg(n.quote_id) INTO plans, quotes_of
        FROM written_before o JOIN written n ON n.id = o.id,
             LATERAL (VALUES (o.plan_id), (n.plan_id)) AS each (plan)
        WHERE (o.plan_id, o.is_active, o.is_accepted)
              IS DISTINCT FROM (n.plan_id, n.is_active, n.is_accepted)
          AND each.plan IS NOT NULL;
    ELSE
        SELECT array_agg(plan_id), array_agg(quote_id) INTO plans, quotes_of
        FROM written WHERE plan_id IS NOT NULL;
    END IF;
    IF plans IS NOT NULL THEN
        PERFORM FROM quotes WHERE id = ANY (quotes_of) ORDER BY id FOR NO KEY UPDATE;
        PERFORM keep_planned(plans);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER job_items_planned AFTER INSERT ON job_items
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION items_keep_planned();
CREATE TRIGGER job_items_planned_changed AFTER UPDATE ON job_items
REFERENCING OLD TABLE AS written_before NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION items_keep_planned();
CREATE TRIGGER job_items_planned_removed AFTER DELETE ON job_items
REFERENCING OLD TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION items_keep_planned();
CREATE TRIGGER quote_lines_planned AFTER INSERT ON quote_lines
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION lines_keep_planned();
CREATE TRIGGER quote_lines_planned_changed AFTER UPDATE ON quote_lines
REFERENCING OLD TABLE AS written_before NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION lines_keep_planned();
CREATE TRIGGER quote_lines_planned_removed AFTER DELETE ON quote_lines
REFERENCING OLD TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION lines_keep_planned();

-- Jobs and quotes: what is done or answered lets go, and a quote that became a job.
CREATE FUNCTION job_keeps_planned() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM keep_planned(ARRAY(
        SELECT plan_id FROM job_items WHERE job_id = NEW.id AND plan_id IS NOT NULL
        UNION
        SELECT plan_id FROM quote_lines
        WHERE quote_id IN (OLD.quote_id, NEW.quote_id) AND plan_id IS NOT NULL
    ));
    RETURN NULL;
END
$$;
CREATE FUNCTION quote_keeps_planned() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM keep_planned(ARRAY(
        SELECT plan_id FROM quote_lines WHERE quote_id = NEW.id AND plan_id IS NOT NULL
    ));
    RETURN NULL;
END
$$;
CREATE TRIGGER jobs_planned AFTER INSERT ON jobs FOR EACH ROW
WHEN (NEW.quote_id IS NOT NULL) EXECUTE FUNCTION job_keeps_planned();
CREATE TRIGGER jobs_planned_changed AFTER UPDATE ON jobs FOR EACH ROW
WHEN (OLD.quote_id IS DISTINCT FROM NEW.quote_id
      OR OLD.status IN ('completed', 'invoiced', 'cancelled')
         IS DISTINCT FROM NEW.status IN ('completed', 'invoiced', 'cancelled'))
EXECUTE FUNCTION job_keeps_planned();
CREATE TRIGGER jobs_planned_removed AFTER DELETE ON jobs FOR EACH ROW
WHEN (OLD.quote_id IS NOT NULL) EXECUTE FUNCTION job_keeps_planned();
CREATE TRIGGER quotes_planned AFTER UPDATE ON quotes FOR EACH ROW
WHEN ((OLD.status, OLD.is_active) IS DISTINCT FROM (NEW.status, NEW.is_active))
EXECUTE FUNCTION quote_keeps_planned();
REVOKE ALL ON FUNCTION items_keep_planned(), lines_keep_planned(), job_keeps_planned(),
    quote_keeps_planned() FROM PUBLIC;

-- Of rows that were loaded past the triggers. Used by this migration, and by demo/loading.py.
CREATE FUNCTION keep_all_planned() RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public AS $$
    SELECT keep_planned(ARRAY(
        SELECT i.plan_id FROM job_items i JOIN jobs j ON j.id = i.job_id
        WHERE i.plan_id IS NOT NULL AND j.status NOT IN ('completed', 'invoiced', 'cancelled')
        UNION
        SELECT plan_id FROM quote_lines WHERE plan_id IS NOT NULL
        UNION
        SELECT id FROM calibration_plans WHERE is_planned
    ))
$$;
REVOKE ALL ON FUNCTION keep_all_planned() FROM PUBLIC;
SELECT keep_all_planned();

-- undo
DROP TRIGGER quotes_planned ON quotes;
DROP TRIGGER jobs_planned_removed ON jobs;
DROP TRIGGER jobs_planned_changed ON jobs;
DROP TRIGGER jobs_planned ON jobs;
DROP FUNCTION quote_keeps_planned();
DROP FUNCTION job_keeps_planned();
DROP TRIGGER quote_lines_planned_removed ON quote_lines;
DROP TRIGGER quote_lines_planned_changed ON quote_lines;
DROP TRIGGER quote_lines_planned ON quote_lines;
DROP TRIGGER job_items_planned_removed ON job_items;
DROP TRIGGER job_items_planned_changed ON job_items;
DROP TRIGGER job_items_planned ON job_items;
DROP FUNCTION lines_keep_planned();
DROP FUNCTION items_keep_planned();
DROP FUNCTION keep_all_planned();
DROP FUNCTION keep_planned(bigint[]);
DROP FUNCTION is_planned(bigint);
ALTER TABLE calibration_plans DROP COLUMN is_planned;
