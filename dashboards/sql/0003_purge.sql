-- Used by `purge` (realsync.watch.retention): what the system may forget. Of sessions and sign-in
-- counters it reads when they end, and never a key.
GRANT SELECT (expire_date), DELETE ON sessions TO realsync_system;
GRANT SELECT (expires), DELETE ON cache_entries TO realsync_system;
GRANT SELECT (expires_at), DELETE ON invitations TO realsync_system;
GRANT DELETE ON recall_mails, recall_items TO realsync_system;

-- undo
REVOKE DELETE ON recall_mails, recall_items FROM realsync_system;
REVOKE ALL ON invitations FROM realsync_system;
REVOKE ALL ON cache_entries FROM realsync_system;
REVOKE ALL ON sessions FROM realsync_system;
REVOKE SELECT (expires_at) ON invitations FROM realsync_system;
REVOKE SELECT (expires) ON cache_entries FROM realsync_system;
REVOKE SELECT (expire_date) ON sessions FROM realsync_system;
