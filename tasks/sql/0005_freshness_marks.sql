-- Used by realsync.freshness: what browsers keep of these tables is fetched anew after a write.
SELECT mark_writes('tasks', 'task');

-- undo
SELECT mark_writes_no_more('tasks');
