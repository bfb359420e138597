-- Used by jobs/work/visits/figures.py: its plan is kept from the first call on, not from the sixth of
-- a connection. It is the same for whatever branches and days.
ALTER FUNCTION due_figures(bigint[], date, date) SET plan_cache_mode = force_generic_plan;

-- undo
ALTER FUNCTION due_figures(bigint[], date, date) RESET plan_cache_mode;
