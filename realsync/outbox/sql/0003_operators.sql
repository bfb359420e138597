-- Used by the admin: operators see what waits and what was given up, and have the latter sent
-- again. What a mail says (`args`) is read by the worker alone; no other row can be touched.
GRANT SELECT (id, task, queue, company_id, created_at, available_at, sent_at, attempts, done_at, error)
    ON outbox TO realsync_office;
GRANT UPDATE (available_at, attempts) ON outbox TO realsync_office;
CREATE POLICY outbox_seen ON outbox FOR SELECT TO realsync_office USING (true);
CREATE POLICY outbox_sent_again ON outbox FOR UPDATE TO realsync_office
    USING (done_at IS NULL AND available_at IS NULL) WITH CHECK (done_at IS NULL);

-- undo
DROP POLICY outbox_sent_again ON outbox;
DROP POLICY outbox_seen ON outbox;
REVOKE UPDATE (available_at, attempts) ON outbox FROM realsync_office;
REVOKE SELECT (id, task, queue, company_id, created_at, available_at, sent_at, attempts, done_at, error)
    ON outbox FROM realsync_office;
