-- Versions, states and copies of jobs and their items. Fires for every writer.
-- The number is left out: it is given once, by the transaction that creates the job.
CREATE TRIGGER jobs_version BEFORE UPDATE ON jobs FOR EACH ROW
WHEN ((OLD.company_id, OLD.branch_id, OLD.status, OLD.title, OLD.priority, OLD.technician_id,
       OLD.starts_at, OLD.ends_at, OLD.quote_id, OLD.cancel_reason, OLD.completed_at,
       OLD.invoiced_at, OLD.invoice_number, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.company_id, NEW.branch_id, NEW.status, NEW.title, NEW.priority, NEW.technician_id,
       NEW.starts_at, NEW.ends_at, NEW.quote_id, NEW.cancel_reason, NEW.completed_at,
       NEW.invoiced_at, NEW.invoice_number, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

CREATE TRIGGER job_items_version BEFORE UPDATE ON job_items FOR EACH ROW
WHEN ((OLD.job_id, OLD.position, OLD.service_id, OLD.equipment_id, OLD.plan_id, OLD.description,
       OLD.quantity, OLD.unit, OLD.unit_price, OLD.received_on, OLD.received_condition, OLD.shelf,
       OLD.returned_on, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.job_id, NEW.position, NEW.service_id, NEW.equipment_id, NEW.plan_id, NEW.description,
       NEW.quantity, NEW.unit, NEW.unit_price, NEW.received_on, NEW.received_condition, NEW.shelf,
       NEW.returned_on, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

-- Nobody writes the copy of the name: it is read from the branch, which has it from the company.
CREATE FUNCTION job_takes_company_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_name INTO NEW.company_name FROM branches WHERE id = NEW.branch_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER jobs_company_name
BEFORE INSERT OR UPDATE OF company_id, branch_id, company_name ON jobs
FOR EACH ROW EXECUTE FUNCTION job_takes_company_name();
-- SECURITY DEFINER: whoever may rename a company need not see its jobs, yet their copies of the
-- name must follow. It writes nothing but that name.
CREATE FUNCTION branch_company_name_reaches_jobs() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE jobs SET company_name = NEW.company_name WHERE branch_id = NEW.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION branch_company_name_reaches_jobs() FROM PUBLIC;
CREATE TRIGGER branches_company_name_reaches_jobs AFTER UPDATE ON branches FOR EACH ROW
WHEN (OLD.company_name IS DISTINCT FROM NEW.company_name)
EXECUTE FUNCTION branch_company_name_reaches_jobs();

-- Only these moves, as jobs/work/choices.py says them; who completes or invoices leaves the time.
CREATE FUNCTION job_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (
        ('new', 'quoted'), ('new', 'accepted'), ('new', 'scheduled'), ('new', 'cancelled'),
        ('quoted', 'accepted'), ('quoted', 'new'), ('quoted', 'cancelled'),
        ('accepted', 'scheduled'), ('accepted', 'cancelled'),
        ('scheduled', 'in_progress'), ('scheduled', 'accepted'), ('scheduled', 'cancelled'),
        ('in_progress', 'pending_review'), ('in_progress', 'cancelled'),
        ('pending_review', 'completed'), ('pending_review', 'in_progress'),
        ('pending_review', 'cancelled'), ('completed', 'invoiced')
    ) THEN
        RAISE EXCEPTION 'A job does not move from % to %.', OLD.status, NEW.status
            USING ERRCODE = '23514', CONSTRAINT = 'jobs_move_allowed';
    END IF;
    IF NEW.status = 'completed' THEN
        NEW.completed_at := coalesce(NEW.completed_at, clock_timestamp());
    ELSIF NEW.status = 'invoiced' THEN
        NEW.invoiced_at := coalesce(NEW.invoiced_at, clock_timestamp());
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER jobs_move BEFORE UPDATE ON jobs FOR EACH ROW
WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION job_moves();

-- A job has its number when the transaction that creates it ends, and keeps it.
CREATE FUNCTION job_is_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM jobs WHERE id = NEW.id AND number = '') THEN
        RAISE EXCEPTION 'Job % has no number.', NEW.id
            USING ERRCODE = '23514', CONSTRAINT = 'jobs_numbered';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER jobs_numbered AFTER INSERT ON jobs
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION job_is_numbered();
CREATE FUNCTION job_keeps_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A job keeps its number.'
        USING ERRCODE = '23514', CONSTRAINT = 'jobs_number_stays';
END
$$;
CREATE TRIGGER jobs_number BEFORE UPDATE OF number ON jobs FOR EACH ROW
WHEN (OLD.number <> '' AND OLD.number IS DISTINCT FROM NEW.number)
EXECUTE FUNCTION job_keeps_number();

-- A quote becomes a job of its own branch, once it was accepted.
CREATE FUNCTION job_takes_quote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM quotes q WHERE q.id = NEW.quote_id
                   AND q.branch_id = NEW.branch_id AND q.company_id = NEW.company_id
                   AND q.status IN ('accepted', 'part_accepted')) THEN
        RAISE EXCEPTION 'Quote % is no accepted quote of this branch.', NEW.quote_id
            USING ERRCODE = '23514', CONSTRAINT = 'jobs_quote_accepted';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER jobs_quote_given BEFORE INSERT ON jobs FOR EACH ROW
WHEN (NEW.quote_id IS NOT NULL) EXECUTE FUNCTION job_takes_quote();
CREATE TRIGGER jobs_quote_changed BEFORE UPDATE ON jobs FOR EACH ROW
WHEN (NEW.quote_id IS NOT NULL AND OLD.quote_id IS DISTINCT FROM NEW.quote_id)
EXECUTE FUNCTION job_takes_quote();

-- An item takes place and technician from its job, and a snapshot of its instrument.
CREATE FUNCTION job_item_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_id, branch_id, technician_id
    INTO NEW.company_id, NEW.branch_id, NEW.technician_id
    FROM jobs WHERE id = NEW.job_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER job_items_place BEFORE INSERT OR UPDATE OF job_id, technician_id ON job_items
FOR EACH ROW EXECUTE FUNCTION job_item_takes_place();

CREATE FUNCTION job_item_takes_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT code, description, manufacturer, model, serial, asset_number
    INTO NEW.equipment_code, NEW.equipment_description, NEW.manufacturer, NEW.model, NEW.serial,
         NEW.asset_number
    FROM equipment WHERE id = NEW.equipment_id AND company_id = NEW.company_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Instrument % is none of this company.', NEW.equipment_id
            USING ERRCODE = '23514', CONSTRAINT = 'job_items_equipment_of_company';
    END IF;
    RETURN NEW;
END
$$;
-- After `job_items_place` in the order of names.
CREATE TRIGGER job_items_snapshot BEFORE INSERT ON job_items FOR EACH ROW
WHEN (NEW.equipment_id IS NOT NULL) EXECUTE FUNCTION job_item_takes_snapshot();
CREATE TRIGGER job_items_snapshot_changed BEFORE UPDATE ON job_items FOR EACH ROW
WHEN (NEW.equipment_id IS NOT NULL AND OLD.equipment_id IS DISTINCT FROM NEW.equipment_id)
EXECUTE FUNCTION job_item_takes_snapshot();

CREATE FUNCTION items_follow_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE job_items SET technician_id = NEW.technician_id WHERE job_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER jobs_items_follow AFTER UPDATE ON jobs FOR EACH ROW
WHEN (OLD.technician_id IS DISTINCT FROM NEW.technician_id)
EXECUTE FUNCTION items_follow_job();

-- What was done stays: the items of a job that is done change no more. Where an instrument is, and
-- that it went back, is still written.
CREATE FUNCTION job_item_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM jobs WHERE id IN (OLD.job_id, NEW.job_id)
               AND status IN ('completed', 'invoiced', 'cancelled')) THEN
        RAISE EXCEPTION 'The items of a job that is done do not change.'
            USING ERRCODE = '23514', CONSTRAINT = 'job_items_stay';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER job_items_paper BEFORE UPDATE ON job_items FOR EACH ROW
WHEN ((OLD.job_id, OLD.position, OLD.service_id, OLD.equipment_id, OLD.plan_id, OLD.description,
       OLD.quantity, OLD.unit, OLD.unit_price, OLD.is_active)
      IS DISTINCT FROM
      (NEW.job_id, NEW.position, NEW.service_id, NEW.equipment_id, NEW.plan_id, NEW.description,
       NEW.quantity, NEW.unit, NEW.unit_price, NEW.is_active))
EXECUTE FUNCTION job_item_stays();

-- Items that changed move the version of their job, so that the lock holds items, too, and open
-- pages hear of it. Not where goods come or go: that is done beside whoever edits. A job that is
-- only being created has no number yet and stays at its first version.
CREATE FUNCTION items_reach_jobs(touched bigint[]) RETURNS void LANGUAGE sql AS $$
    UPDATE jobs SET version = version + 1 WHERE id = ANY (touched) AND number <> ''
$$;
CREATE FUNCTION added_items_reach_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM items_reach_jobs(array_agg(DISTINCT job_id)) FROM items_after;
    RETURN NULL;
END
$$;
CREATE FUNCTION removed_items_reach_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM items_reach_jobs(array_agg(DISTINCT job_id)) FROM items_before;
    RETURN NULL;
END
$$;
CREATE FUNCTION changed_items_reach_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM items_reach_jobs(array_agg(DISTINCT n.job_id))
    FROM items_before o JOIN items_after n ON n.id = o.id
    WHERE (o.position, o.service_id, o.equipment_id, o.description, o.quantity, o.unit,
           o.unit_price, o.is_active)
          IS DISTINCT FROM
          (n.position, n.service_id, n.equipment_id, n.description, n.quantity, n.unit,
           n.unit_price, n.is_active);
    RETURN NULL;
END
$$;
CREATE TRIGGER job_items_added AFTER INSERT ON job_items
REFERENCING NEW TABLE AS items_after
FOR EACH STATEMENT EXECUTE FUNCTION added_items_reach_jobs();
CREATE TRIGGER job_items_removed AFTER DELETE ON job_items
REFERENCING OLD TABLE AS items_before
FOR EACH STATEMENT EXECUTE FUNCTION removed_items_reach_jobs();
CREATE TRIGGER job_items_changed AFTER UPDATE ON job_items
REFERENCING OLD TABLE AS items_before NEW TABLE AS items_after
FOR EACH STATEMENT EXECUTE FUNCTION changed_items_reach_jobs();

-- undo
DROP TRIGGER job_items_changed ON job_items;
DROP TRIGGER job_items_removed ON job_items;
DROP TRIGGER job_items_added ON job_items;
DROP FUNCTION changed_items_reach_jobs();
DROP FUNCTION removed_items_reach_jobs();
DROP FUNCTION added_items_reach_jobs();
DROP FUNCTION items_reach_jobs(bigint[]);
DROP TRIGGER job_items_paper ON job_items;
DROP FUNCTION job_item_stays();
DROP TRIGGER jobs_items_follow ON jobs;
DROP FUNCTION items_follow_job();
DROP TRIGGER job_items_snapshot_changed ON job_items;
DROP TRIGGER job_items_snapshot ON job_items;
DROP FUNCTION job_item_takes_snapshot();
DROP TRIGGER job_items_place ON job_items;
DROP FUNCTION job_item_takes_place();
DROP TRIGGER jobs_quote_changed ON jobs;
DROP TRIGGER jobs_quote_given ON jobs;
DROP FUNCTION job_takes_quote();
DROP TRIGGER jobs_number ON jobs;
DROP FUNCTION job_keeps_number();
DROP TRIGGER jobs_numbered ON jobs;
DROP FUNCTION job_is_numbered();
DROP TRIGGER jobs_move ON jobs;
DROP FUNCTION job_moves();
DROP TRIGGER branches_company_name_reaches_jobs ON branches;
DROP FUNCTION branch_company_name_reaches_jobs();
DROP TRIGGER jobs_company_name ON jobs;
DROP FUNCTION job_takes_company_name();
DROP TRIGGER job_items_version ON job_items;
DROP TRIGGER jobs_version ON jobs;
