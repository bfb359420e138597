-- Used by realsync.freshness: what browsers keep of these tables is fetched anew after a write.
SELECT mark_writes('activity_log', 'activity');

-- undo
SELECT mark_writes_no_more('activity_log');
