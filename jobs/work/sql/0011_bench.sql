-- The bench: a sheet per job, a row per item, a row per point of measurement. Each stands where its
-- job or item does and goes with it. Used by every write of bench_sheets, bench_items, measurements.
ALTER TABLE bench_sheets ADD CONSTRAINT bench_sheets_place_of_job
    FOREIGN KEY (company_id, branch_id, job_id)
    REFERENCES jobs (company_id, branch_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE bench_items ADD CONSTRAINT bench_items_place_of_item
    FOREIGN KEY (company_id, branch_id, job_id, item_id)
    REFERENCES job_items (company_id, branch_id, job_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE measurements
    ADD CONSTRAINT measurements_place_of_item
    FOREIGN KEY (company_id, branch_id, job_id, item_id)
    REFERENCES job_items (company_id, branch_id, job_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
    ADD CONSTRAINT measurements_recorded_by_known
    FOREIGN KEY (recorded_by_id) REFERENCES users (id),
    ADD CONSTRAINT measurements_numbers_finite CHECK (NOT
        ARRAY[nominal, lower_limit, upper_limit, as_found, as_left, expanded_uncertainty,
              coverage_factor] && '{NaN,Infinity,-Infinity}'::numeric[]);

-- Versions: each row has its own, outside the lock of its job. Place and technician are left out.
CREATE TRIGGER bench_sheets_version BEFORE UPDATE ON bench_sheets FOR EACH ROW
WHEN ((OLD.decision_rule, OLD.temperature_c, OLD.humidity_percent, OLD.signed_name, OLD.signed_at,
       OLD.signature, OLD.version)
      IS DISTINCT FROM
      (NEW.decision_rule, NEW.temperature_c, NEW.humidity_percent, NEW.signed_name, NEW.signed_at,
       NEW.signature, NEW.version))
EXECUTE FUNCTION bump_version();
CREATE TRIGGER bench_items_version BEFORE UPDATE ON bench_items FOR EACH ROW
WHEN ((OLD.presence, OLD.is_added_on_site, OLD.condition, OLD.is_adjusted, OLD.performed_on,
       OLD.standard_id, OLD.version)
      IS DISTINCT FROM
      (NEW.presence, NEW.is_added_on_site, NEW.condition, NEW.is_adjusted, NEW.performed_on,
       NEW.standard_id, NEW.version))
EXECUTE FUNCTION bump_version();
CREATE FUNCTION bump_measurement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END
$$;
CREATE TRIGGER measurements_version BEFORE UPDATE ON measurements FOR EACH ROW
WHEN ((OLD.position, OLD.quantity, OLD.nominal, OLD.unit, OLD.lower_limit, OLD.upper_limit,
       OLD.as_found, OLD.as_left, OLD.expanded_uncertainty, OLD.coverage_factor,
       OLD.verdict_found, OLD.verdict, OLD.standard_id, OLD.version)
      IS DISTINCT FROM
      (NEW.position, NEW.quantity, NEW.nominal, NEW.unit, NEW.lower_limit, NEW.upper_limit,
       NEW.as_found, NEW.as_left, NEW.expanded_uncertainty, NEW.coverage_factor,
       NEW.verdict_found, NEW.verdict, NEW.standard_id, NEW.version))
EXECUTE FUNCTION bump_measurement();

-- Place and technician are copies that nobody writes: a sheet takes them from its job, the rest from
-- their item.
CREATE FUNCTION bench_sheet_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_id, branch_id, technician_id
    INTO NEW.company_id, NEW.branch_id, NEW.technician_id
    FROM jobs WHERE id = NEW.job_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER bench_sheets_place BEFORE INSERT OR UPDATE OF job_id, technician_id ON bench_sheets
FOR EACH ROW EXECUTE FUNCTION bench_sheet_takes_place();
CREATE FUNCTION bench_row_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_id, branch_id, job_id, technician_id
    INTO NEW.company_id, NEW.branch_id, NEW.job_id, NEW.technician_id
    FROM job_items WHERE id = NEW.item_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER bench_items_place BEFORE INSERT OR UPDATE OF item_id, technician_id ON bench_items
FOR EACH ROW EXECUTE FUNCTION bench_row_takes_place();
CREATE TRIGGER measurements_place BEFORE INSERT OR UPDATE OF item_id, technician_id ON measurements
FOR EACH ROW EXECUTE FUNCTION bench_row_takes_place();

-- After `jobs_items_follow` in the order of names: the items have their technician by then.
CREATE FUNCTION sheet_follows_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bench_sheets SET technician_id = NEW.technician_id WHERE job_id = NEW.id;
    UPDATE bench_items b SET technician_id = NEW.technician_id
    FROM job_items i WHERE i.job_id = NEW.id AND b.item_id = i.id;
    UPDATE measurements m SET technician_id = NEW.technician_id
    FROM job_items i WHERE i.job_id = NEW.id AND m.item_id = i.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER jobs_sheet_follows AFTER UPDATE ON jobs FOR EACH ROW
WHEN (OLD.technician_id IS DISTINCT FROM NEW.technician_id)
EXECUTE FUNCTION sheet_follows_job();

-- The rule is agreed before the work: it stays from the first value on. Whoever writes a value holds
-- the sheet's row meanwhile (actions/bench.py), so that none slips in beside a change of the rule.
CREATE FUNCTION decision_rule_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM job_items i JOIN measurements m ON m.item_id = i.id
               WHERE i.job_id = NEW.job_id
               AND (m.as_found IS NOT NULL OR m.as_left IS NOT NULL)) THEN
        RAISE EXCEPTION 'The decision rule of job % stays.', NEW.job_id
            USING ERRCODE = '23514', CONSTRAINT = 'bench_sheets_rule_stays';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bench_sheets_rule BEFORE UPDATE ON bench_sheets FOR EACH ROW
WHEN (OLD.decision_rule IS DISTINCT FROM NEW.decision_rule)
EXECUTE FUNCTION decision_rule_stays();

-- What was measured stays once the job is done, as its items do.
CREATE FUNCTION measurement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM jobs WHERE id = OLD.job_id
               AND status IN ('completed', 'invoiced', 'cancelled')) THEN
        RAISE EXCEPTION 'The results of a job that is done do not change.'
            USING ERRCODE = '23514', CONSTRAINT = 'measurements_stay';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER measurements_paper BEFORE UPDATE ON measurements FOR EACH ROW
WHEN ((OLD.item_id, OLD.position, OLD.quantity, OLD.nominal, OLD.unit, OLD.lower_limit,
       OLD.upper_limit, OLD.as_found, OLD.as_left, OLD.expanded_uncertainty, OLD.coverage_factor,
       OLD.verdict_found, OLD.verdict, OLD.standard_id, OLD.recorded_by_id, OLD.recorded_at)
      IS DISTINCT FROM
      (NEW.item_id, NEW.position, NEW.quantity, NEW.nominal, NEW.unit, NEW.lower_limit,
       NEW.upper_limit, NEW.as_found, NEW.as_left, NEW.expanded_uncertainty, NEW.coverage_factor,
       NEW.verdict_found, NEW.verdict, NEW.standard_id, NEW.recorded_by_id, NEW.recorded_at))
EXECUTE FUNCTION measurement_stays();

-- undo
DROP TRIGGER measurements_paper ON measurements;
DROP FUNCTION measurement_stays();
DROP TRIGGER bench_sheets_rule ON bench_sheets;
DROP FUNCTION decision_rule_stays();
DROP TRIGGER jobs_sheet_follows ON jobs;
DROP FUNCTION sheet_follows_job();
DROP TRIGGER measurements_place ON measurements;
DROP TRIGGER bench_items_place ON bench_items;
DROP FUNCTION bench_row_takes_place();
DROP TRIGGER bench_sheets_place ON bench_sheets;
DROP FUNCTION bench_sheet_takes_place();
DROP TRIGGER measurements_version ON measurements;
DROP FUNCTION bump_measurement();
DROP TRIGGER bench_items_version ON bench_items;
DROP TRIGGER bench_sheets_version ON bench_sheets;
ALTER TABLE measurements
    DROP CONSTRAINT measurements_numbers_finite,
    DROP CONSTRAINT measurements_recorded_by_known,
    DROP CONSTRAINT measurements_place_of_item;
ALTER TABLE bench_items DROP CONSTRAINT bench_items_place_of_item;
ALTER TABLE bench_sheets DROP CONSTRAINT bench_sheets_place_of_job;
