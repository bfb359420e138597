-- The dates of instruments whose plans changed: once per statement, so that thousands of plans cost
-- one UPDATE. A plan that only follows its instrument to another place changes none: its foreign
-- key writes all three columns, and UPDATE OF would count each anew. Fires for every writer.
CREATE FUNCTION changed_plan_dates_reach_equipment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    SELECT array_agg(DISTINCT each) INTO touched
    FROM plans_before o JOIN plans_after n ON n.id = o.id,
         unnest(ARRAY[o.equipment_id, n.equipment_id]) AS each
    WHERE (o.equipment_id, o.last_on, o.next_due_on, o.is_active)
          IS DISTINCT FROM (n.equipment_id, n.last_on, n.next_due_on, n.is_active);
    IF touched IS NOT NULL THEN
        UPDATE equipment e SET next_due_on = d.next_due_on, last_calibrated_on = d.last_on
        FROM (
            SELECT t.id, min(p.next_due_on) AS next_due_on, max(p.last_on) AS last_on
            FROM unnest(touched) AS t (id)
            LEFT JOIN calibration_plans p ON p.equipment_id = t.id AND p.is_active
            GROUP BY t.id
        ) AS d
        WHERE e.id = d.id
          AND (e.next_due_on, e.last_calibrated_on) IS DISTINCT FROM (d.next_due_on, d.last_on);
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER calibration_plans_dates ON calibration_plans;
CREATE TRIGGER calibration_plans_dates AFTER INSERT OR DELETE ON calibration_plans
FOR EACH ROW EXECUTE FUNCTION plan_dates_reach_equipment();
CREATE TRIGGER calibration_plans_dates_changed AFTER UPDATE ON calibration_plans
REFERENCING OLD TABLE AS plans_before NEW TABLE AS plans_after
FOR EACH STATEMENT EXECUTE FUNCTION changed_plan_dates_reach_equipment();

-- undo
DROP TRIGGER calibration_plans_dates_changed ON calibration_plans;
DROP TRIGGER calibration_plans_dates ON calibration_plans;
CREATE TRIGGER calibration_plans_dates
AFTER INSERT OR DELETE OR UPDATE OF equipment_id, last_on, next_due_on, is_active ON calibration_plans
FOR EACH ROW EXECUTE FUNCTION plan_dates_reach_equipment();
DROP FUNCTION changed_plan_dates_reach_equipment();
