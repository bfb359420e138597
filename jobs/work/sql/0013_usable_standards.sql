-- A result is recorded with a standard that may be used on its day: in service, not retired, not
-- expired. jobs/work/fitness.py says the same by name. What was recorded before stays as it is.
CREATE FUNCTION measurement_with_usable_standard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    measured_on date := COALESCE(
        (SELECT performed_on FROM bench_items WHERE item_id = NEW.item_id),
        NEW.recorded_at::date, CURRENT_DATE);
BEGIN
    IF NOT EXISTS (SELECT FROM standards WHERE id = NEW.standard_id AND is_active
                   AND status = 'in_service' AND due_on >= measured_on) THEN
        RAISE EXCEPTION 'Standard % may not be used on %.', NEW.standard_id, measured_on
            USING ERRCODE = '23514', CONSTRAINT = 'measurements_standard_usable';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER measurements_standard_added BEFORE INSERT ON measurements FOR EACH ROW
WHEN (NEW.standard_id IS NOT NULL AND (NEW.as_found IS NOT NULL OR NEW.as_left IS NOT NULL))
EXECUTE FUNCTION measurement_with_usable_standard();
CREATE TRIGGER measurements_standard_changed BEFORE UPDATE ON measurements FOR EACH ROW
WHEN (NEW.standard_id IS NOT NULL AND (NEW.as_found IS NOT NULL OR NEW.as_left IS NOT NULL)
      AND (OLD.as_found, OLD.as_left, OLD.standard_id)
          IS DISTINCT FROM (NEW.as_found, NEW.as_left, NEW.standard_id))
EXECUTE FUNCTION measurement_with_usable_standard();

-- The day cannot be moved behind the end of a standard that was used.
CREATE FUNCTION day_with_usable_standards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM measurements m JOIN standards s ON s.id = m.standard_id
               WHERE m.item_id = NEW.item_id AND s.due_on < NEW.performed_on
               AND (m.as_found IS NOT NULL OR m.as_left IS NOT NULL)) THEN
        RAISE EXCEPTION 'A standard that was used had expired on %.', NEW.performed_on
            USING ERRCODE = '23514', CONSTRAINT = 'measurements_standard_usable';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bench_items_day BEFORE UPDATE ON bench_items FOR EACH ROW
WHEN (OLD.performed_on IS DISTINCT FROM NEW.performed_on)
EXECUTE FUNCTION day_with_usable_standards();

-- undo
DROP TRIGGER bench_items_day ON bench_items;
DROP FUNCTION day_with_usable_standards();
DROP TRIGGER measurements_standard_changed ON measurements;
DROP TRIGGER measurements_standard_added ON measurements;
DROP FUNCTION measurement_with_usable_standard();
