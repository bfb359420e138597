-- Places in long lists, for those who see the same rows. Used by realsync.lists.anchors.
-- A row holds keys of rows (names, numbers): it is read in the scope alone that it was built in.
-- The expression is Scope.key of realsync.db.scope.
ALTER TABLE list_anchors SET UNLOGGED;
ALTER TABLE list_anchors ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON list_anchors TO
    realsync_office, realsync_onboarding, realsync_technician;
GRANT SELECT, DELETE ON list_anchors TO realsync_system;
CREATE POLICY staff ON list_anchors TO realsync_office, realsync_onboarding, realsync_technician
    USING (scope_key = concat(
        current_user, ':',
        CASE WHEN current_setting('realsync.sees_all', true) = 'on' THEN ''
             ELSE current_setting('realsync.user_id', true) END, ':',
        current_setting('realsync.company_id', true), ':',
        current_setting('realsync.branch_ids', true), ':',
        current_setting('realsync.job_ids', true)));
CREATE POLICY system ON list_anchors TO realsync_system USING (true);

-- undo
DROP POLICY system ON list_anchors;
DROP POLICY staff ON list_anchors;
REVOKE ALL ON list_anchors FROM
    realsync_office, realsync_onboarding, realsync_technician, realsync_system;
ALTER TABLE list_anchors DISABLE ROW LEVEL SECURITY;
ALTER TABLE list_anchors SET LOGGED;
