-- Who sees and writes services, prices, equipment and plans.
ALTER TABLE equipment ENABLE ROW LEVEL SECURITY;
ALTER TABLE calibration_plans ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON services, equipment, calibration_plans TO realsync_office, realsync_system;
-- The price floor: no role but these two may even name the table.
GRANT SELECT, INSERT, UPDATE ON service_pricing TO realsync_office, realsync_system;
GRANT SELECT ON services TO realsync_onboarding, realsync_technician;
GRANT SELECT, INSERT, UPDATE ON equipment, calibration_plans TO realsync_onboarding, realsync_technician;
GRANT SELECT ON equipment, calibration_plans TO realsync_company, realsync_branch;
GRANT USAGE ON SEQUENCE service_codes TO realsync_office, realsync_system;
GRANT USAGE ON SEQUENCE equipment_codes
    TO realsync_office, realsync_onboarding, realsync_technician, realsync_system;

CREATE POLICY office ON equipment TO realsync_office USING (true);
CREATE POLICY office ON calibration_plans TO realsync_office USING (true);
CREATE POLICY system ON equipment TO realsync_system USING (true);
CREATE POLICY system ON calibration_plans TO realsync_system USING (true);
CREATE POLICY onboarding ON equipment TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON calibration_plans TO realsync_onboarding USING (true);
CREATE POLICY technician ON equipment TO realsync_technician USING (true);
CREATE POLICY technician ON calibration_plans TO realsync_technician USING (true);

CREATE POLICY company ON equipment FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company ON calibration_plans FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY branch ON equipment FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));
CREATE POLICY branch ON calibration_plans FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));

-- undo
DROP POLICY branch ON calibration_plans;
DROP POLICY branch ON equipment;
DROP POLICY company ON calibration_plans;
DROP POLICY company ON equipment;
DROP POLICY technician ON calibration_plans;
DROP POLICY technician ON equipment;
DROP POLICY onboarding ON calibration_plans;
DROP POLICY onboarding ON equipment;
DROP POLICY system ON calibration_plans;
DROP POLICY system ON equipment;
DROP POLICY office ON calibration_plans;
DROP POLICY office ON equipment;
REVOKE ALL ON SEQUENCE service_codes, equipment_codes
    FROM realsync_office, realsync_onboarding, realsync_technician, realsync_system;
REVOKE ALL ON services, service_pricing, equipment, calibration_plans
    FROM realsync_office, realsync_onboarding, realsync_technician, realsync_company, realsync_branch, realsync_system;
ALTER TABLE calibration_plans DISABLE ROW LEVEL SECURITY;
ALTER TABLE equipment DISABLE ROW LEVEL SECURITY;
