-- Used by lists of equipment (realsync/lists/query.py): marks that an instrument came, went, moved to another
-- branch, was retired or taken back. Without such a mark everybody has as many as before, whatever else was
-- written.
CREATE TRIGGER mark_places AFTER INSERT OR DELETE OR TRUNCATE ON equipment
FOR EACH STATEMENT EXECUTE FUNCTION mark_name('equipment_place');
CREATE TRIGGER mark_moved AFTER UPDATE ON equipment FOR EACH ROW
WHEN ((OLD.company_id, OLD.branch_id, OLD.is_active) IS DISTINCT FROM (NEW.company_id, NEW.branch_id, NEW.is_active))
EXECUTE FUNCTION mark_name('equipment_place');

-- undo
DROP TRIGGER mark_moved ON equipment;
DROP TRIGGER mark_places ON equipment;
