-- An instrument stands in a branch of its own company; a plan stands where its instrument
-- does and follows it. Used by every write of equipment and calibration_plans.
ALTER TABLE equipment ADD CONSTRAINT equipment_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id);
ALTER TABLE calibration_plans ADD CONSTRAINT calibration_plans_place_of_equipment
    FOREIGN KEY (company_id, branch_id, equipment_id)
    REFERENCES equipment (company_id, branch_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

-- undo
ALTER TABLE calibration_plans DROP CONSTRAINT calibration_plans_place_of_equipment;
ALTER TABLE equipment DROP CONSTRAINT equipment_branch_of_company;
