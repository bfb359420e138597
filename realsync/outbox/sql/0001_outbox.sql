-- Used by realsync.outbox.work (INSERT, by everybody) and by the worker (the rest).

-- These columns and no others: nobody but the worker says when work is due or done.
GRANT INSERT (task, queue, args, company_id) ON outbox
    TO realsync_office, realsync_onboarding, realsync_technician,
       realsync_company, realsync_branch, realsync_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO realsync_system;

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY outbox_staff ON outbox FOR INSERT
    TO realsync_office, realsync_onboarding, realsync_technician
    WITH CHECK (true);
CREATE POLICY outbox_client ON outbox FOR INSERT TO realsync_company, realsync_branch
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
-- Sign-in pages run as the login role, for nobody's company: they send mail.
CREATE POLICY outbox_sign_in ON outbox FOR INSERT TO realsync_web
    WITH CHECK (company_id IS NULL);
CREATE POLICY outbox_system ON outbox TO realsync_system USING (true) WITH CHECK (true);

-- undo
DROP POLICY outbox_system ON outbox;
DROP POLICY outbox_sign_in ON outbox;
DROP POLICY outbox_client ON outbox;
DROP POLICY outbox_staff ON outbox;
ALTER TABLE outbox DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON outbox FROM realsync_office, realsync_onboarding, realsync_technician,
    realsync_company, realsync_branch, realsync_web, realsync_system;
REVOKE INSERT (task, queue, args, company_id) ON outbox FROM realsync_office,
    realsync_onboarding, realsync_technician, realsync_company, realsync_branch, realsync_web;
