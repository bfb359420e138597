-- mv_system_stats once more, with the certificates that were issued and those that wait for a review.
-- Used as sql/0001_views.sql says.
DROP MATERIALIZED VIEW mv_system_stats;
CREATE MATERIALIZED VIEW mv_system_stats AS
WITH today AS MATERIALIZED (SELECT laboratory_day() AS day),
of_equipment AS (
    SELECT count(*) AS equipment,
           count(*) FILTER (WHERE next_due_on IS NULL) AS undated,
           count(*) FILTER (WHERE next_due_on < day) AS overdue,
           count(*) FILTER (WHERE next_due_on <= day + 7) AS due_in_7_days,
           count(*) FILTER (WHERE next_due_on <= day + 30) AS due_in_30_days,
           count(*) FILTER (WHERE next_due_on <= day + 90) AS due_in_90_days
    FROM equipment, today WHERE is_active
),
of_jobs AS MATERIALIZED (
    SELECT status, count(*) AS jobs, count(*) FILTER (WHERE starts_at < now()) AS begun
    FROM jobs GROUP BY status
),
of_quotes AS MATERIALIZED (
    SELECT status, count(*) AS quotes FROM quotes WHERE is_active GROUP BY status
)
SELECT 1 AS id,
       (SELECT count(*) FROM companies WHERE is_active) AS active_companies,
       (SELECT count(*) FROM branches WHERE is_active) AS branches,
       e.equipment, e.undated, e.overdue, e.due_in_7_days, e.due_in_30_days, e.due_in_90_days,
       (SELECT coalesce(sum(jobs), 0)::bigint FROM of_jobs
        WHERE status NOT IN ('completed', 'invoiced', 'cancelled')) AS open_jobs,
       (SELECT coalesce(sum(begun), 0)::bigint FROM of_jobs WHERE status = 'scheduled') AS late_jobs,
       (SELECT coalesce(jsonb_object_agg(status, jobs), '{}') FROM of_jobs) AS jobs_by_status,
       (SELECT coalesce(sum(quotes), 0)::bigint FROM of_quotes WHERE status = 'sent') AS open_quotes,
       (SELECT coalesce(jsonb_object_agg(status, quotes), '{}') FROM of_quotes) AS quotes_by_status,
       (SELECT count(*) FROM tasks, today
        WHERE assignee_id IS NULL AND status IN ('pending', 'in_progress')
          AND (snoozed_until IS NULL OR snoozed_until <= day)) AS unassigned_tasks,
       -- By their numbers, which name the day of issue.
       (SELECT count(*) FROM certificates, today
        WHERE number >= 'CRT-' || to_char(day - 30, 'YYYYMMDD')) AS issued_in_30_days,
       (SELECT count(*) FROM certificates WHERE status = 'pending_review') AS to_review,
       (SELECT count(*) FROM users WHERE is_active
        AND role IN ('company_manager', 'branch_manager')) AS active_client_users,
       now() AS counted_at
FROM of_equipment e;
CREATE UNIQUE INDEX mv_system_stats_key ON mv_system_stats (id);
GRANT SELECT, MAINTAIN ON mv_system_stats TO realsync_system;
GRANT SELECT ON mv_system_stats TO realsync_office;
GRANT SELECT (id, active_companies, branches, equipment, undated, overdue, due_in_7_days,
              due_in_30_days, due_in_90_days, open_jobs, late_jobs, jobs_by_status,
              unassigned_tasks, issued_in_30_days, to_review, counted_at)
    ON mv_system_stats TO realsync_onboarding;
GRANT SELECT (id, active_companies, branches, equipment, undated, overdue, due_in_7_days,
              due_in_30_days, due_in_90_days, counted_at)
    ON mv_system_stats TO realsync_technician;

-- undo
DROP MATERIALIZED VIEW mv_system_stats;
CREATE MATERIALIZED VIEW mv_system_stats AS
WITH today AS MATERIALIZED (SELECT laboratory_day() AS day),
of_equipment AS (
    SELECT count(*) AS equipment,
           count(*) FILTER (WHERE next_due_on IS NULL) AS undated,
           count(*) FILTER (WHERE next_due_on < day) AS overdue,
           count(*) FILTER (WHERE next_due_on <= day + 7) AS due_in_7_days,
           count(*) FILTER (WHERE next_due_on <= day + 30) AS due_in_30_days,
           count(*) FILTER (WHERE next_due_on <= day + 90) AS due_in_90_days
    FROM equipment, today WHERE is_active
),
of_jobs AS MATERIALIZED (
    SELECT status, count(*) AS jobs, count(*) FILTER (WHERE starts_at < now()) AS begun
    FROM jobs GROUP BY status
),
of_quotes AS MATERIALIZED (
    SELECT status, count(*) AS quotes FROM quotes WHERE is_active GROUP BY status
)
SELECT 1 AS id,
       (SELECT count(*) FROM companies WHERE is_active) AS active_companies,
       (SELECT count(*) FROM branches WHERE is_active) AS branches,
       e.equipment, e.undated, e.overdue, e.due_in_7_days, e.due_in_30_days, e.due_in_90_days,
       (SELECT coalesce(sum(jobs), 0)::bigint FROM of_jobs
        WHERE status NOT IN ('completed', 'invoiced', 'cancelled')) AS open_jobs,
       (SELECT coalesce(sum(begun), 0)::bigint FROM of_jobs WHERE status = 'scheduled') AS late_jobs,
       (SELECT coalesce(jsonb_object_agg(status, jobs), '{}') FROM of_jobs) AS jobs_by_status,
       (SELECT coalesce(sum(quotes), 0)::bigint FROM of_quotes WHERE status = 'sent') AS open_quotes,
       (SELECT coalesce(jsonb_object_agg(status, quotes), '{}') FROM of_quotes) AS quotes_by_status,
       (SELECT count(*) FROM tasks, today
        WHERE assignee_id IS NULL AND status IN ('pending', 'in_progress')
          AND (snoozed_until IS NULL OR snoozed_until <= day)) AS unassigned_tasks,
       (SELECT count(*) FROM users WHERE is_active
        AND role IN ('company_manager', 'branch_manager')) AS active_client_users,
       now() AS counted_at
FROM of_equipment e;
CREATE UNIQUE INDEX mv_system_stats_key ON mv_system_stats (id);
GRANT SELECT, MAINTAIN ON mv_system_stats TO realsync_system;
GRANT SELECT ON mv_system_stats TO realsync_office;
GRANT SELECT (id, active_companies, branches, equipment, undated, overdue, due_in_7_days,
              due_in_30_days, due_in_90_days, open_jobs, late_jobs, jobs_by_status,
              unassigned_tasks, counted_at)
    ON mv_system_stats TO realsync_onboarding;
GRANT SELECT (id, active_companies, branches, equipment, undated, overdue, due_in_7_days,
              due_in_30_days, due_in_90_days, counted_at)
    ON mv_system_stats TO realsync_technician;
