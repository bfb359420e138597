-- Used by realsync.db.matviews: a refresh keeps to one process. With helpers of its own it took every
-- core at once, and whoever read the views meanwhile waited for one.
ALTER FUNCTION refresh_view(text, interval) SET max_parallel_workers_per_gather = 0;

-- undo
ALTER FUNCTION refresh_view(text, interval) RESET max_parallel_workers_per_gather;
