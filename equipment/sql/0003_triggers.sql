-- Versions of services, equipment and plans; the dates of an instrument. Fires for every writer.
CREATE TRIGGER services_version BEFORE UPDATE ON services FOR EACH ROW
WHEN ((OLD.code, OLD.name, OLD.category, OLD.unit, OLD.base_price, OLD.estimated_minutes,
       OLD.measurement_template, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.code, NEW.name, NEW.category, NEW.unit, NEW.base_price, NEW.estimated_minutes,
       NEW.measurement_template, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

CREATE TRIGGER equipment_version BEFORE UPDATE ON equipment FOR EACH ROW
WHEN ((OLD.code, OLD.company_id, OLD.branch_id, OLD.description, OLD.manufacturer, OLD.model,
       OLD.serial, OLD.asset_number, OLD.category, OLD.location, OLD.specification, OLD.status,
       OLD.predecessor_id, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.code, NEW.company_id, NEW.branch_id, NEW.description, NEW.manufacturer, NEW.model,
       NEW.serial, NEW.asset_number, NEW.category, NEW.location, NEW.specification, NEW.status,
       NEW.predecessor_id, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

CREATE TRIGGER calibration_plans_version BEFORE UPDATE ON calibration_plans FOR EACH ROW
WHEN ((OLD.equipment_id, OLD.service_id, OLD.interval_count, OLD.interval_unit, OLD.last_on,
       OLD.next_due_on, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.equipment_id, NEW.service_id, NEW.interval_count, NEW.interval_unit, NEW.last_on,
       NEW.next_due_on, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

-- An instrument is due when the first of its active plans is, and was last calibrated when
-- the latest of them was. Nobody writes these two columns.
CREATE FUNCTION plan_dates_reach_equipment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.equipment_id]
        WHEN 'DELETE' THEN ARRAY[OLD.equipment_id]
        ELSE ARRAY[OLD.equipment_id, NEW.equipment_id] END;
BEGIN
    UPDATE equipment e SET next_due_on = d.next_due_on, last_calibrated_on = d.last_on
    FROM (
        SELECT t.id, min(p.next_due_on) AS next_due_on, max(p.last_on) AS last_on
        FROM unnest(touched) AS t (id)
        LEFT JOIN calibration_plans p ON p.equipment_id = t.id AND p.is_active
        GROUP BY t.id
    ) AS d
    WHERE e.id = d.id
      AND (e.next_due_on, e.last_calibrated_on) IS DISTINCT FROM (d.next_due_on, d.last_on);
    RETURN NULL;
END
$$;
CREATE TRIGGER calibration_plans_dates
AFTER INSERT OR DELETE OR UPDATE OF equipment_id, last_on, next_due_on, is_active ON calibration_plans
FOR EACH ROW EXECUTE FUNCTION plan_dates_reach_equipment();

-- undo
DROP TRIGGER calibration_plans_dates ON calibration_plans;
DROP FUNCTION plan_dates_reach_equipment();
DROP TRIGGER calibration_plans_version ON calibration_plans;
DROP TRIGGER equipment_version ON equipment;
DROP TRIGGER services_version ON services;
