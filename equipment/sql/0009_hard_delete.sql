-- Used by the admin: see companies/sql/0010_hard_delete.sql.
CREATE TRIGGER services_history_stays BEFORE DELETE ON services FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('service');
CREATE TRIGGER equipment_history_stays BEFORE DELETE ON equipment FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('equipment');
CREATE TRIGGER calibration_plans_history_stays BEFORE DELETE ON calibration_plans FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('calibrationplan');

-- A price floor goes with its service.
GRANT DELETE ON services, service_pricing, equipment, calibration_plans TO realsync_office;

-- undo
REVOKE DELETE ON services, service_pricing, equipment, calibration_plans FROM realsync_office;
DROP TRIGGER calibration_plans_history_stays ON calibration_plans;
DROP TRIGGER equipment_history_stays ON equipment;
DROP TRIGGER services_history_stays ON services;
