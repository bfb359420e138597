-- The defaults of companies.code and branches.code draw from these.
CREATE SEQUENCE company_codes;
CREATE SEQUENCE branch_codes;

-- undo
DROP SEQUENCE company_codes;
DROP SEQUENCE branch_codes;
