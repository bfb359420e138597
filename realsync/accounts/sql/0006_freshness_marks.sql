-- Used by realsync.freshness: pages that name people are fetched anew when one of them changes.
SELECT mark_changes('users', 'user', 'name, email, role, is_active');

-- undo
SELECT mark_writes_no_more('users');
