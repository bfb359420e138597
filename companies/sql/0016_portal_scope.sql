-- Who sees and writes notices, acknowledgements and messages. Clients add what is theirs, in their
-- own name, and change nothing; what follows the system does. The office moves them in a merge.
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE acknowledgements ENABLE ROW LEVEL SECURITY;
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT ON notices TO realsync_office, realsync_system;
GRANT SELECT ON notices TO realsync_onboarding, realsync_technician, realsync_company, realsync_branch;
GRANT SELECT ON acknowledgements
    TO realsync_office, realsync_onboarding, realsync_technician, realsync_system;
GRANT SELECT, INSERT ON acknowledgements TO realsync_company, realsync_branch;
GRANT SELECT ON messages TO realsync_office, realsync_system;
GRANT SELECT, INSERT ON messages TO realsync_company, realsync_branch;
GRANT UPDATE (state, settled_at, answer, note_id) ON messages TO realsync_system;
GRANT UPDATE (company_id, branch_id) ON notices, acknowledgements, messages TO realsync_office;

CREATE POLICY office ON notices TO realsync_office USING (true);
CREATE POLICY system ON notices TO realsync_system USING (true);
CREATE POLICY onboarding ON notices FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY technician ON notices FOR SELECT TO realsync_technician USING (true);
CREATE POLICY company ON notices FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY branch ON notices FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));

CREATE POLICY office ON acknowledgements TO realsync_office USING (true);
CREATE POLICY system ON acknowledgements TO realsync_system USING (true);
CREATE POLICY onboarding ON acknowledgements FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY technician ON acknowledgements FOR SELECT TO realsync_technician USING (true);
CREATE POLICY company ON acknowledgements FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company_writes ON acknowledgements FOR INSERT TO realsync_company
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY branch ON acknowledgements FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));
CREATE POLICY branch_writes ON acknowledgements FOR INSERT TO realsync_branch
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);

CREATE POLICY office ON messages TO realsync_office USING (true);
CREATE POLICY system ON messages TO realsync_system USING (true);
CREATE POLICY company ON messages FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company_writes ON messages FOR INSERT TO realsync_company
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND settled_at IS NULL AND answer = '' AND note_id IS NULL);
CREATE POLICY branch ON messages FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));
CREATE POLICY branch_writes ON messages FOR INSERT TO realsync_branch
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND settled_at IS NULL AND answer = '' AND note_id IS NULL);

-- undo
DROP POLICY branch_writes ON messages;
DROP POLICY branch ON messages;
DROP POLICY company_writes ON messages;
DROP POLICY company ON messages;
DROP POLICY system ON messages;
DROP POLICY office ON messages;
DROP POLICY branch_writes ON acknowledgements;
DROP POLICY branch ON acknowledgements;
DROP POLICY company_writes ON acknowledgements;
DROP POLICY company ON acknowledgements;
DROP POLICY technician ON acknowledgements;
DROP POLICY onboarding ON acknowledgements;
DROP POLICY system ON acknowledgements;
DROP POLICY office ON acknowledgements;
DROP POLICY branch ON notices;
DROP POLICY company ON notices;
DROP POLICY technician ON notices;
DROP POLICY onboarding ON notices;
DROP POLICY system ON notices;
DROP POLICY office ON notices;
REVOKE ALL ON notices, acknowledgements, messages FROM realsync_office, realsync_onboarding,
    realsync_technician, realsync_company, realsync_branch, realsync_system;
REVOKE UPDATE (company_id, branch_id) ON notices, acknowledgements, messages FROM realsync_office;
REVOKE UPDATE (state, settled_at, answer, note_id) ON messages FROM realsync_system;
ALTER TABLE messages DISABLE ROW LEVEL SECURITY;
ALTER TABLE acknowledgements DISABLE ROW LEVEL SECURITY;
ALTER TABLE notices DISABLE ROW LEVEL SECURITY;
