-- The company's name on its instruments: the staff's list is ordered by it. Nobody writes the
-- copy: it is read from the branch, which has it from the company.
CREATE FUNCTION equipment_takes_company_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_name INTO NEW.company_name FROM branches WHERE id = NEW.branch_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER equipment_company_name
BEFORE INSERT OR UPDATE OF company_id, branch_id, company_name ON equipment
FOR EACH ROW EXECUTE FUNCTION equipment_takes_company_name();
-- SECURITY DEFINER: the copies follow for whoever renames a company. It writes nothing but that
-- name.
CREATE FUNCTION branch_company_name_reaches_equipment() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE equipment SET company_name = NEW.company_name WHERE branch_id = NEW.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION branch_company_name_reaches_equipment() FROM PUBLIC;
CREATE TRIGGER branches_company_name_reaches_equipment AFTER UPDATE ON branches FOR EACH ROW
WHEN (OLD.company_name IS DISTINCT FROM NEW.company_name)
EXECUTE FUNCTION branch_company_name_reaches_equipment();

-- undo
DROP TRIGGER branches_company_name_reaches_equipment ON branches;
DROP FUNCTION branch_company_name_reaches_equipment();
DROP TRIGGER equipment_company_name ON equipment;
DROP FUNCTION equipment_takes_company_name();
