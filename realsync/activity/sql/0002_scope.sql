-- Refusals and sign-in pages write as the login role, outside any scope. Price floors are
-- logged under `servicepricing`: roles that may not see them read no such entry.
GRANT INSERT ON activity_log TO realsync_web;
CREATE POLICY sign_in ON activity_log FOR INSERT TO realsync_web WITH CHECK (true);
DROP POLICY onboarding ON activity_log;
CREATE POLICY onboarding ON activity_log FOR SELECT TO realsync_onboarding
    USING (entity_type <> 'servicepricing');
CREATE POLICY onboarding_writes ON activity_log FOR INSERT TO realsync_onboarding WITH CHECK (true);

-- undo
DROP POLICY onboarding_writes ON activity_log;
DROP POLICY onboarding ON activity_log;
CREATE POLICY onboarding ON activity_log TO realsync_onboarding USING (true);
DROP POLICY sign_in ON activity_log;
REVOKE INSERT ON activity_log FROM realsync_web;
