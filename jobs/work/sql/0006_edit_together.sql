-- Jobs are edited under a lock, and tell who else shows them.
SELECT edit_together('job', 'jobs', true);

-- undo
SELECT edit_apart('job');
