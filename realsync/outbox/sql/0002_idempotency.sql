-- Used by realsync.outbox.idempotency: each sees the keys of their own forms; the system forgets old ones.
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON idempotency_keys TO realsync_office, realsync_onboarding, realsync_technician;
GRANT UPDATE (location) ON idempotency_keys TO realsync_office, realsync_onboarding, realsync_technician;
GRANT SELECT, DELETE ON idempotency_keys TO realsync_system;
CREATE POLICY own ON idempotency_keys TO realsync_office, realsync_onboarding, realsync_technician
    USING (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY system ON idempotency_keys TO realsync_system USING (true);

-- undo
DROP POLICY system ON idempotency_keys;
DROP POLICY own ON idempotency_keys;
REVOKE UPDATE (location) ON idempotency_keys FROM realsync_office, realsync_onboarding, realsync_technician;
REVOKE ALL ON idempotency_keys
    FROM realsync_office, realsync_onboarding, realsync_technician, realsync_system;
ALTER TABLE idempotency_keys DISABLE ROW LEVEL SECURITY;
