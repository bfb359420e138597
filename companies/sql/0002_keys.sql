-- A contact's branch is one of its own company. Used by every write of contacts.
ALTER TABLE contacts ADD CONSTRAINT contacts_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id);

-- undo
ALTER TABLE contacts DROP CONSTRAINT contacts_branch_of_company;
