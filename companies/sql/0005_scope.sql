-- Who sees and writes companies, branches, contacts and grants. Rules of a person's role
-- that differ within the office stand in accounts/permissions.py.
ALTER TABLE companies ENABLE ROW LEVEL SECURITY;
ALTER TABLE branches ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON companies, branches, contacts TO realsync_office, realsync_system;
GRANT SELECT, INSERT ON companies, branches, contacts TO realsync_onboarding;
GRANT SELECT ON companies, branches, contacts TO realsync_technician;
GRANT SELECT ON companies, branches TO realsync_company, realsync_branch;
GRANT USAGE ON SEQUENCE company_codes, branch_codes
    TO realsync_office, realsync_onboarding, realsync_system;

CREATE POLICY office ON companies TO realsync_office USING (true);
CREATE POLICY office ON branches TO realsync_office USING (true);
CREATE POLICY office ON contacts TO realsync_office USING (true);
CREATE POLICY system ON companies TO realsync_system USING (true);
CREATE POLICY system ON branches TO realsync_system USING (true);
CREATE POLICY system ON contacts TO realsync_system USING (true);
CREATE POLICY onboarding ON companies TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON branches TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON contacts TO realsync_onboarding USING (true);
CREATE POLICY technician ON companies FOR SELECT TO realsync_technician USING (true);
CREATE POLICY technician ON branches FOR SELECT TO realsync_technician USING (true);
CREATE POLICY technician ON contacts FOR SELECT TO realsync_technician USING (true);

-- A row's own columns against a setting, without subquery or cast of the column: anything else
-- takes the index away. After COMMIT a setting reads as '', not NULL.
CREATE POLICY company ON companies FOR SELECT TO realsync_company
    USING (id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company ON branches FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY branch ON companies FOR SELECT TO realsync_branch
    USING (id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY branch ON branches FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));

-- Grants are identity data: the login roles resolve them before a scope is open.
GRANT SELECT ON company_grants, branch_grants TO realsync_web, realsync_worker, realsync_system;

-- undo
REVOKE ALL ON company_grants, branch_grants FROM realsync_web, realsync_worker, realsync_system;
DROP POLICY branch ON branches;
DROP POLICY branch ON companies;
DROP POLICY company ON branches;
DROP POLICY company ON companies;
DROP POLICY technician ON contacts;
DROP POLICY technician ON branches;
DROP POLICY technician ON companies;
DROP POLICY onboarding ON contacts;
DROP POLICY onboarding ON branches;
DROP POLICY onboarding ON companies;
DROP POLICY system ON contacts;
DROP POLICY system ON branches;
DROP POLICY system ON companies;
DROP POLICY office ON contacts;
DROP POLICY office ON branches;
DROP POLICY office ON companies;
REVOKE ALL ON SEQUENCE company_codes, branch_codes FROM realsync_office, realsync_onboarding, realsync_system;
REVOKE ALL ON companies, branches, contacts
    FROM realsync_office, realsync_onboarding, realsync_technician, realsync_company, realsync_branch, realsync_system;
ALTER TABLE contacts DISABLE ROW LEVEL SECURITY;
ALTER TABLE branches DISABLE ROW LEVEL SECURITY;
ALTER TABLE companies DISABLE ROW LEVEL SECURITY;
