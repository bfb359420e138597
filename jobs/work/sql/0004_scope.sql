-- Who sees and writes jobs and their items. A technician: what is assigned to them, and what they
-- were given sight of (realsync.job_ids, resolved once per request from job_grants).
ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_items ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON jobs, job_items TO realsync_office, realsync_system;
-- Hard deletes are the admin's (see companies/sql/0010_hard_delete.sql).
GRANT DELETE ON jobs, job_items TO realsync_office;
GRANT SELECT ON jobs, job_items TO realsync_onboarding, realsync_company, realsync_branch;
GRANT SELECT, UPDATE ON jobs TO realsync_technician;
GRANT SELECT, INSERT, UPDATE ON job_items TO realsync_technician;

CREATE POLICY office ON jobs TO realsync_office USING (true);
CREATE POLICY office ON job_items TO realsync_office USING (true);
CREATE POLICY system ON jobs TO realsync_system USING (true);
CREATE POLICY system ON job_items TO realsync_system USING (true);
CREATE POLICY onboarding ON jobs FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON job_items FOR SELECT TO realsync_onboarding USING (true);

CREATE POLICY technician ON jobs FOR SELECT TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]));
CREATE POLICY technician_changes ON jobs FOR UPDATE TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY technician ON job_items FOR SELECT TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR job_id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]));
CREATE POLICY technician_adds ON job_items FOR INSERT TO realsync_technician
    WITH CHECK (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY technician_changes ON job_items FOR UPDATE TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);

CREATE POLICY company ON jobs FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company ON job_items FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND is_active);
CREATE POLICY branch ON jobs FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));
CREATE POLICY branch ON job_items FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
           AND is_active);

-- Grants are identity data: the login roles resolve them before a scope is open.
GRANT SELECT ON job_grants TO realsync_web, realsync_worker, realsync_system;

-- What hangs on a job is seen by those who see the job; its staff notes, too. Restrictive: it narrows
-- what the other policies of these tables give. A subquery by primary key, not a setting: a technician
-- has thousands of past jobs, and these tables are read by record, a few rows at a time.
CREATE POLICY of_jobs ON notes AS RESTRICTIVE FOR SELECT TO realsync_technician
    USING (entity_type <> 'job' OR EXISTS (SELECT FROM jobs j WHERE j.id = entity_id));
CREATE POLICY of_jobs ON documents AS RESTRICTIVE FOR SELECT TO realsync_technician
    USING (entity_type <> 'job' OR EXISTS (SELECT FROM jobs j WHERE j.id = entity_id));
CREATE POLICY of_jobs ON document_versions AS RESTRICTIVE FOR SELECT TO realsync_technician
    USING (EXISTS (SELECT FROM documents d WHERE d.id = document_id));
CREATE POLICY technician_jobs ON notes FOR SELECT TO realsync_technician
    USING (entity_type = 'job' AND EXISTS (SELECT FROM jobs j WHERE j.id = entity_id));
CREATE POLICY technician_jobs ON activity_log FOR SELECT TO realsync_technician
    USING (entity_type = 'job' AND EXISTS (SELECT FROM jobs j WHERE j.id = entity_id)
           OR entity_type = 'jobitem'
              AND EXISTS (SELECT FROM job_items i WHERE i.id = entity_id));

-- undo
DROP POLICY technician_jobs ON activity_log;
DROP POLICY technician_jobs ON notes;
DROP POLICY of_jobs ON document_versions;
DROP POLICY of_jobs ON documents;
DROP POLICY of_jobs ON notes;
REVOKE ALL ON job_grants FROM realsync_web, realsync_worker, realsync_system;
DROP POLICY branch ON job_items;
DROP POLICY branch ON jobs;
DROP POLICY company ON job_items;
DROP POLICY company ON jobs;
DROP POLICY technician_changes ON job_items;
DROP POLICY technician_adds ON job_items;
DROP POLICY technician ON job_items;
DROP POLICY technician_changes ON jobs;
DROP POLICY technician ON jobs;
DROP POLICY onboarding ON job_items;
DROP POLICY onboarding ON jobs;
DROP POLICY system ON job_items;
DROP POLICY system ON jobs;
DROP POLICY office ON job_items;
DROP POLICY office ON jobs;
REVOKE ALL ON jobs, job_items FROM realsync_office, realsync_onboarding, realsync_technician,
    realsync_company, realsync_branch, realsync_system;
ALTER TABLE job_items DISABLE ROW LEVEL SECURITY;
ALTER TABLE jobs DISABLE ROW LEVEL SECURITY;
