-- Who sees and writes certificates. Clients: once issued. A technician: those of their jobs, and of
-- jobs that they were given sight of; they write drafts and hand them in. Nobody deletes one.
ALTER TABLE certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE certificate_standards ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON certificates TO realsync_office, realsync_technician;
GRANT SELECT, UPDATE ON certificates TO realsync_system;
GRANT SELECT ON certificates TO realsync_onboarding, realsync_company, realsync_branch;
GRANT SELECT ON certificate_standards
    TO realsync_office, realsync_technician, realsync_onboarding, realsync_system;

-- Each begins as a draft.
CREATE POLICY office ON certificates FOR SELECT TO realsync_office USING (true);
CREATE POLICY office_drafts ON certificates FOR INSERT TO realsync_office
    WITH CHECK (status = 'draft');
CREATE POLICY office_changes ON certificates FOR UPDATE TO realsync_office USING (true);
CREATE POLICY system ON certificates TO realsync_system USING (true);
CREATE POLICY onboarding ON certificates FOR SELECT TO realsync_onboarding USING (true);
-- One condition, not an OR: as on jobs (jobs/work/sql/0008_technicians_list.sql).
CREATE POLICY technician ON certificates FOR SELECT TO realsync_technician USING (
    CASE WHEN technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
         THEN true
         ELSE job_id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]) END
);
CREATE POLICY technician_drafts ON certificates FOR INSERT TO realsync_technician
    WITH CHECK (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND status = 'draft');
CREATE POLICY technician_changes ON certificates FOR UPDATE TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint)
    WITH CHECK (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND status IN ('draft', 'pending_review'));
CREATE POLICY company ON certificates FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND status IN ('approved', 'superseded', 'withdrawn'));
CREATE POLICY branch ON certificates FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
           AND status IN ('approved', 'superseded', 'withdrawn'));

CREATE POLICY office ON certificate_standards FOR SELECT TO realsync_office USING (true);
CREATE POLICY system ON certificate_standards FOR SELECT TO realsync_system USING (true);
CREATE POLICY onboarding ON certificate_standards FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY technician ON certificate_standards FOR SELECT TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR job_id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]));

-- What hangs on a certificate is seen by those who see it; its staff notes, too (see
-- jobs/work/sql/0004_scope.sql).
CREATE POLICY of_certificates ON notes AS RESTRICTIVE FOR SELECT TO realsync_technician
    USING (entity_type <> 'certificate'
           OR EXISTS (SELECT FROM certificates c WHERE c.id = entity_id));
CREATE POLICY of_certificates ON documents AS RESTRICTIVE FOR SELECT TO realsync_technician
    USING (entity_type <> 'certificate'
           OR EXISTS (SELECT FROM certificates c WHERE c.id = entity_id));
CREATE POLICY technician_certificates ON notes FOR SELECT TO realsync_technician
    USING (entity_type = 'certificate'
           AND EXISTS (SELECT FROM certificates c WHERE c.id = entity_id));
CREATE POLICY technician_certificates ON activity_log FOR SELECT TO realsync_technician
    USING (entity_type = 'certificate'
           AND EXISTS (SELECT FROM certificates c WHERE c.id = entity_id));

-- undo
DROP POLICY technician_certificates ON activity_log;
DROP POLICY technician_certificates ON notes;
DROP POLICY of_certificates ON documents;
DROP POLICY of_certificates ON notes;
DROP POLICY technician ON certificate_standards;
DROP POLICY onboarding ON certificate_standards;
DROP POLICY system ON certificate_standards;
DROP POLICY office ON certificate_standards;
DROP POLICY branch ON certificates;
DROP POLICY company ON certificates;
DROP POLICY technician_changes ON certificates;
DROP POLICY technician_drafts ON certificates;
DROP POLICY technician ON certificates;
DROP POLICY onboarding ON certificates;
DROP POLICY system ON certificates;
DROP POLICY office_changes ON certificates;
DROP POLICY office_drafts ON certificates;
DROP POLICY office ON certificates;
REVOKE ALL ON certificates, certificate_standards FROM realsync_office, realsync_technician,
    realsync_onboarding, realsync_company, realsync_branch, realsync_system;
ALTER TABLE certificate_standards DISABLE ROW LEVEL SECURITY;
ALTER TABLE certificates DISABLE ROW LEVEL SECURITY;
