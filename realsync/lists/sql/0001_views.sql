-- Used by realsync.lists. Views are preferences, as the profile is: the login role writes them,
-- and a scope reads one's own and, on the staff's side, those that colleagues share.
ALTER TABLE saved_views ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_views TO realsync_web;
GRANT SELECT ON saved_views TO
    realsync_office, realsync_onboarding, realsync_technician, realsync_company, realsync_branch;
CREATE POLICY login ON saved_views TO realsync_web USING (true);
CREATE POLICY staff ON saved_views FOR SELECT
    TO realsync_office, realsync_onboarding, realsync_technician
    USING (is_shared OR owner_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY own ON saved_views FOR SELECT TO realsync_company, realsync_branch
    USING (owner_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);

-- A selection is made in the scope whose rows it names, never changed, and swept a day later.
-- The login role makes those of the list of accounts, which no scope may read. A link to one
-- opens among colleagues: it holds numbers, and each reads the rows through their own scope.
ALTER TABLE list_selections ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON list_selections TO realsync_web,
    realsync_office, realsync_onboarding, realsync_technician, realsync_company, realsync_branch;
GRANT SELECT, DELETE ON list_selections TO realsync_system;
CREATE POLICY login ON list_selections TO realsync_web USING (true);
CREATE POLICY staff ON list_selections FOR SELECT
    TO realsync_office, realsync_onboarding, realsync_technician USING (true);
CREATE POLICY staff_own ON list_selections FOR INSERT
    TO realsync_office, realsync_onboarding, realsync_technician
    WITH CHECK (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY own ON list_selections TO realsync_company, realsync_branch
    USING (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY system ON list_selections TO realsync_system USING (true);

-- undo
DROP POLICY system ON list_selections;
DROP POLICY own ON list_selections;
DROP POLICY staff_own ON list_selections;
DROP POLICY staff ON list_selections;
DROP POLICY login ON list_selections;
REVOKE ALL ON list_selections FROM realsync_web, realsync_office, realsync_onboarding, realsync_technician,
    realsync_company, realsync_branch, realsync_system;
ALTER TABLE list_selections DISABLE ROW LEVEL SECURITY;
DROP POLICY own ON saved_views;
DROP POLICY staff ON saved_views;
DROP POLICY login ON saved_views;
REVOKE ALL ON saved_views FROM realsync_web, realsync_office, realsync_onboarding,
    realsync_technician, realsync_company, realsync_branch;
ALTER TABLE saved_views DISABLE ROW LEVEL SECURITY;
