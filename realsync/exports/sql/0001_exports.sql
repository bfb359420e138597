-- Lists taken out as files: each asks for and sees their own; the worker makes them. Nobody names a
-- file that is to be handed out.
ALTER TABLE exports ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON exports TO realsync_office, realsync_onboarding, realsync_technician,
    realsync_company, realsync_branch;
GRANT SELECT, UPDATE, DELETE ON exports TO realsync_system;

CREATE POLICY own ON exports FOR SELECT TO realsync_office, realsync_onboarding, realsync_technician
    USING (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY asking ON exports FOR INSERT TO realsync_office, realsync_onboarding, realsync_technician
    WITH CHECK (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND company_id IS NULL AND file = '' AND parts = '{}');
CREATE POLICY company ON exports FOR SELECT TO realsync_company
    USING (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           AND company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company_asks ON exports FOR INSERT TO realsync_company
    WITH CHECK (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND file = '' AND parts = '{}');
CREATE POLICY branch ON exports FOR SELECT TO realsync_branch
    USING (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           AND company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));
CREATE POLICY branch_asks ON exports FOR INSERT TO realsync_branch
    WITH CHECK (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
                AND file = '' AND parts = '{}');
CREATE POLICY system ON exports TO realsync_system USING (true);

-- undo
DROP POLICY system ON exports;
DROP POLICY branch_asks ON exports;
DROP POLICY branch ON exports;
DROP POLICY company_asks ON exports;
DROP POLICY company ON exports;
DROP POLICY asking ON exports;
DROP POLICY own ON exports;
REVOKE ALL ON exports FROM realsync_office, realsync_onboarding, realsync_technician, realsync_company,
    realsync_branch, realsync_system;
ALTER TABLE exports DISABLE ROW LEVEL SECURITY;
