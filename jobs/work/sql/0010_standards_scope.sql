-- Standards belong to the house: the staff read them, the office keeps them, no client sees any. They
-- carry notes and documents, are edited under a lock, and their history stays. Competences may end.
CREATE TRIGGER standards_version BEFORE UPDATE ON standards FOR EACH ROW
WHEN ((OLD.code, OLD.name, OLD.manufacturer, OLD.model, OLD.serial, OLD.category,
       OLD.certificate_number, OLD.traceability, OLD.calibrated_on, OLD.due_on, OLD.last_good_on,
       OLD.status, OLD.failed_on, OLD.failure, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.code, NEW.name, NEW.manufacturer, NEW.model, NEW.serial, NEW.category,
       NEW.certificate_number, NEW.traceability, NEW.calibrated_on, NEW.due_on, NEW.last_good_on,
       NEW.status, NEW.failed_on, NEW.failure, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();
CREATE TRIGGER standards_history_stays BEFORE DELETE ON standards FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('standard');
CREATE FUNCTION place_of_standard(record_id bigint, OUT company_id bigint, OUT branch_id bigint)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT NULL::bigint, NULL::bigint FROM standards s WHERE s.id = record_id
$$;
SELECT edit_together('standard', 'standards', false);

GRANT SELECT, INSERT, UPDATE, DELETE ON standards TO realsync_office;
GRANT SELECT ON standards TO realsync_onboarding, realsync_technician, realsync_system;
GRANT USAGE ON SEQUENCE standard_codes TO realsync_office;
GRANT UPDATE ON skills TO realsync_office;
CREATE POLICY technician_standards ON activity_log FOR SELECT TO realsync_technician
    USING (entity_type = 'standard' AND NOT (verb LIKE 'note.%' AND audience = 'staff'));

-- undo
DROP POLICY technician_standards ON activity_log;
REVOKE UPDATE ON skills FROM realsync_office;
REVOKE ALL ON SEQUENCE standard_codes FROM realsync_office;
REVOKE ALL ON standards
    FROM realsync_office, realsync_onboarding, realsync_technician, realsync_system;
SELECT edit_apart('standard');
DROP FUNCTION place_of_standard(bigint);
DROP TRIGGER standards_history_stays ON standards;
DROP TRIGGER standards_version ON standards;
