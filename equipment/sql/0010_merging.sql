-- Used by the merge of two companies: instruments follow their branch, and plans follow them.
ALTER TABLE equipment DROP CONSTRAINT equipment_branch_of_company;
ALTER TABLE equipment ADD CONSTRAINT equipment_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE NOT VALID;
ALTER TABLE equipment VALIDATE CONSTRAINT equipment_branch_of_company;

-- undo
ALTER TABLE equipment DROP CONSTRAINT equipment_branch_of_company;
ALTER TABLE equipment ADD CONSTRAINT equipment_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id);
