-- Who sees and writes notes, documents and merges. A staff note is a row for which onboarding,
-- technicians and clients have no policy; clients see what is marked for them at their place.
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE document_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE merges ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON notes, documents, document_versions, merges
    TO realsync_office, realsync_system;
GRANT SELECT ON notes TO realsync_onboarding, realsync_technician;
GRANT SELECT, INSERT, UPDATE ON documents TO realsync_onboarding, realsync_technician;
GRANT SELECT, INSERT ON document_versions TO realsync_onboarding, realsync_technician;
GRANT SELECT ON notes, documents, document_versions TO realsync_company, realsync_branch;

CREATE POLICY office ON notes TO realsync_office USING (true);
CREATE POLICY system ON notes TO realsync_system USING (true);
CREATE POLICY onboarding ON notes FOR SELECT TO realsync_onboarding USING (audience = 'client');
CREATE POLICY technician ON notes FOR SELECT TO realsync_technician USING (audience = 'client');
CREATE POLICY company ON notes FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND audience = 'client' AND is_active);
CREATE POLICY branch ON notes FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
           AND audience = 'client' AND is_active);

CREATE POLICY office ON documents TO realsync_office USING (true);
CREATE POLICY system ON documents TO realsync_system USING (true);
CREATE POLICY onboarding ON documents TO realsync_onboarding USING (true);
CREATE POLICY technician ON documents TO realsync_technician USING (true);
CREATE POLICY company ON documents FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND audience = 'client' AND is_active);
CREATE POLICY branch ON documents FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
           AND audience = 'client' AND is_active);

CREATE POLICY office ON document_versions TO realsync_office USING (true);
CREATE POLICY system ON document_versions TO realsync_system USING (true);
CREATE POLICY onboarding ON document_versions TO realsync_onboarding USING (true);
CREATE POLICY technician ON document_versions TO realsync_technician USING (true);
CREATE POLICY company ON document_versions FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND audience = 'client');
CREATE POLICY branch ON document_versions FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
           AND audience = 'client');

CREATE POLICY office ON merges TO realsync_office USING (true);
CREATE POLICY system ON merges TO realsync_system USING (true);

-- undo
DROP POLICY system ON merges;
DROP POLICY office ON merges;
DROP POLICY branch ON document_versions;
DROP POLICY company ON document_versions;
DROP POLICY technician ON document_versions;
DROP POLICY onboarding ON document_versions;
DROP POLICY system ON document_versions;
DROP POLICY office ON document_versions;
DROP POLICY branch ON documents;
DROP POLICY company ON documents;
DROP POLICY technician ON documents;
DROP POLICY onboarding ON documents;
DROP POLICY system ON documents;
DROP POLICY office ON documents;
DROP POLICY branch ON notes;
DROP POLICY company ON notes;
DROP POLICY technician ON notes;
DROP POLICY onboarding ON notes;
DROP POLICY system ON notes;
DROP POLICY office ON notes;
REVOKE ALL ON notes, documents, document_versions, merges FROM realsync_office, realsync_onboarding,
    realsync_technician, realsync_company, realsync_branch, realsync_system;
ALTER TABLE merges DISABLE ROW LEVEL SECURITY;
ALTER TABLE document_versions DISABLE ROW LEVEL SECURITY;
ALTER TABLE documents DISABLE ROW LEVEL SECURITY;
ALTER TABLE notes DISABLE ROW LEVEL SECURITY;
