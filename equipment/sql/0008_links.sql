-- Notes and documents hang on instruments and services, too, and follow an instrument that moves.
CREATE FUNCTION place_of_equipment(record_id bigint, OUT company_id bigint, OUT branch_id bigint)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT e.company_id, e.branch_id FROM equipment e WHERE e.id = record_id
$$;
-- A service belongs to the house, hence to no company.
CREATE FUNCTION place_of_service(record_id bigint, OUT company_id bigint, OUT branch_id bigint)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT NULL::bigint, NULL::bigint FROM services s WHERE s.id = record_id
$$;
CREATE TRIGGER equipment_links_follow AFTER UPDATE OF company_id, branch_id ON equipment FOR EACH ROW
WHEN ((OLD.company_id, OLD.branch_id) IS DISTINCT FROM (NEW.company_id, NEW.branch_id))
EXECUTE FUNCTION links_follow_record('equipment');

-- Versions of equipment, which may now say what it was merged into.
DROP TRIGGER equipment_version ON equipment;
CREATE TRIGGER equipment_version BEFORE UPDATE ON equipment FOR EACH ROW
WHEN ((OLD.code, OLD.company_id, OLD.branch_id, OLD.description, OLD.manufacturer, OLD.model,
       OLD.serial, OLD.asset_number, OLD.category, OLD.location, OLD.specification, OLD.status,
       OLD.predecessor_id, OLD.merged_into_id, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.code, NEW.company_id, NEW.branch_id, NEW.description, NEW.manufacturer, NEW.model,
       NEW.serial, NEW.asset_number, NEW.category, NEW.location, NEW.specification, NEW.status,
       NEW.predecessor_id, NEW.merged_into_id, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();

-- undo
DROP TRIGGER equipment_version ON equipment;
CREATE TRIGGER equipment_version BEFORE UPDATE ON equipment FOR EACH ROW
WHEN ((OLD.code, OLD.company_id, OLD.branch_id, OLD.description, OLD.manufacturer, OLD.model,
       OLD.serial, OLD.asset_number, OLD.category, OLD.location, OLD.specification, OLD.status,
       OLD.predecessor_id, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.code, NEW.company_id, NEW.branch_id, NEW.description, NEW.manufacturer, NEW.model,
       NEW.serial, NEW.asset_number, NEW.category, NEW.location, NEW.specification, NEW.status,
       NEW.predecessor_id, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();
DROP TRIGGER equipment_links_follow ON equipment;
DROP FUNCTION place_of_service(bigint);
DROP FUNCTION place_of_equipment(bigint);
