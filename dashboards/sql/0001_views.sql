-- Used by the dashboards of staff and by /ops/. Each table is aggregated by itself and joined then:
-- joins that fan out cost three times as much. No client role reads any of these; a company's own
-- figures are read live. Days are the laboratory's. Certificates
-- are counted since sql/0002_certificates.sql.

CREATE MATERIALIZED VIEW mv_company_stats AS
WITH today AS MATERIALIZED (SELECT laboratory_day() AS day),
of_branches AS (
    SELECT company_id, count(*) AS branches FROM branches WHERE is_active GROUP BY company_id
),
of_equipment AS (
    SELECT company_id, count(*) AS equipment,
           count(*) FILTER (WHERE next_due_on <= (SELECT day FROM today) + 30) AS due_in_30_days,
           count(*) FILTER (WHERE next_due_on < (SELECT day FROM today)) AS overdue
    FROM equipment WHERE is_active GROUP BY company_id
),
of_jobs AS (
    SELECT company_id,
           count(*) FILTER (WHERE status NOT IN ('completed', 'invoiced', 'cancelled')) AS open_jobs,
           count(*) FILTER (WHERE completed_at > now() - interval '30 days'
                            AND status IN ('completed', 'invoiced')) AS completed_in_30_days
    FROM jobs GROUP BY company_id
)
SELECT c.id AS company_id,
       coalesce(b.branches, 0) AS branches,
       coalesce(e.equipment, 0) AS equipment,
       coalesce(e.due_in_30_days, 0) AS due_in_30_days,  -- overdue ones included, as in the lists
       coalesce(e.overdue, 0) AS overdue,
       coalesce(j.open_jobs, 0) AS open_jobs,
       coalesce(j.completed_in_30_days, 0) AS completed_in_30_days
FROM companies c
LEFT JOIN of_branches b ON b.company_id = c.id
LEFT JOIN of_equipment e ON e.company_id = c.id
LEFT JOIN of_jobs j ON j.company_id = c.id
WHERE c.is_active;
CREATE UNIQUE INDEX mv_company_stats_key ON mv_company_stats (company_id);
-- The longest bars first. Used by dashboards.figures.most_overdue().
CREATE INDEX mv_company_stats_overdue ON mv_company_stats (overdue DESC, company_id);

CREATE MATERIALIZED VIEW mv_staff_dashboard AS
WITH today AS MATERIALIZED (SELECT laboratory_day() AS day),
of_tasks AS (
    SELECT assignee_id,
           count(*) AS pending_tasks,
           count(*) FILTER (WHERE due_on < (SELECT day FROM today)) AS overdue_tasks
    FROM tasks
    WHERE status IN ('pending', 'in_progress')
      AND (snoozed_until IS NULL OR snoozed_until <= (SELECT day FROM today))
    GROUP BY assignee_id
),
by_status AS (
    SELECT technician_id, status, count(*) AS jobs,
           count(*) FILTER (WHERE completed_at > now() - interval '7 days') AS completed_lately,
           count(*) FILTER (WHERE starts_at < now()) AS begun
    FROM jobs WHERE technician_id IS NOT NULL GROUP BY technician_id, status
),
of_jobs AS (
    SELECT technician_id,
           coalesce(sum(jobs) FILTER (
               WHERE status NOT IN ('completed', 'invoiced', 'cancelled')), 0)::bigint AS active_jobs,
           coalesce(sum(completed_lately) FILTER (
               WHERE status IN ('completed', 'invoiced')), 0)::bigint AS completed_in_7_days,
           coalesce(sum(begun) FILTER (WHERE status = 'scheduled'), 0)::bigint AS late_jobs,
           jsonb_object_agg(status, jobs) AS jobs_by_status
    FROM by_status GROUP BY technician_id
),
of_quotes AS (
    SELECT owner_id, jsonb_object_agg(status, quotes) AS quotes_by_status
    FROM (SELECT owner_id, status, count(*) AS quotes FROM quotes WHERE is_active
          GROUP BY owner_id, status) AS counted
    GROUP BY owner_id
),
-- Utilisation: of the working time of this week and the next, how much is booked. What is worked
-- says the setting `working_day` (jobs/work/planning/hours.py), less the days on which somebody is
-- away; a job of several days fills its days.
worked AS MATERIALIZED (
    SELECT coalesce((SELECT value FROM settings WHERE name = 'working_day'),
                    '{"days": [1, 2, 3, 4, 5], "from": "08:00", "until": "17:00"}') AS hours,
           date_trunc('week', (SELECT day FROM today))::date AS monday,
           laboratory_zone() AS zone
),
days AS MATERIALIZED (
    SELECT n < 7 AS is_this_week, monday + n AS day,
           (monday + n + (hours ->> 'from')::time) AT TIME ZONE zone AS begins,
           (monday + n + (hours ->> 'until')::time) AT TIME ZONE zone AS ends
    FROM worked, generate_series(0, 13) AS n
    WHERE hours -> 'days' @> to_jsonb(n % 7 + 1)
),
booked AS MATERIALIZED (
    SELECT technician_id, starts_at, ends_at FROM jobs
    WHERE status IN ('scheduled', 'in_progress', 'pending_review', 'completed', 'invoiced')
      AND technician_id IS NOT NULL
      AND starts_at < (SELECT max(ends) FROM days) AND ends_at > (SELECT min(begins) FROM days)
),
of_days AS (
    SELECT j.technician_id, d.is_this_week,
           extract(epoch FROM least(j.ends_at, d.ends) - greatest(j.starts_at, d.begins)) / 60
               AS minutes
    FROM booked j JOIN days d ON j.starts_at < d.ends AND j.ends_at > d.begins
),
of_weeks AS (
    SELECT technician_id,
           sum(minutes) FILTER (WHERE is_this_week) AS this_week,
           sum(minutes) FILTER (WHERE NOT is_this_week) AS next_week
    FROM of_days GROUP BY technician_id
),
working AS (
    SELECT u.id AS technician_id,
           coalesce(sum(minutes) FILTER (WHERE is_this_week), 0)::int AS this_week,
           coalesce(sum(minutes) FILTER (WHERE NOT is_this_week), 0)::int AS next_week
    FROM users u
    LEFT JOIN (SELECT *, extract(epoch FROM ends - begins) / 60 AS minutes FROM days) AS d
        ON NOT EXISTS (SELECT FROM absences a WHERE a.technician_id = u.id AND a.is_active
                       AND d.day BETWEEN a.first_on AND a.last_on)
    WHERE u.role = 'technician' AND u.is_active GROUP BY u.id
)
SELECT u.id AS user_id,
       coalesce(t.pending_tasks, 0) AS pending_tasks,  -- without those put off to a later day
       coalesce(t.overdue_tasks, 0) AS overdue_tasks,
       coalesce(j.active_jobs, 0) AS active_jobs,
       coalesce(j.completed_in_7_days, 0) AS completed_in_7_days,
       coalesce(j.late_jobs, 0) AS late_jobs,
       coalesce(j.jobs_by_status, '{}') AS jobs_by_status,
       coalesce(q.quotes_by_status, '{}') AS quotes_by_status,
       coalesce(w.this_week, 0)::int AS booked_this_week,  -- minutes, as the three below
       coalesce(w.next_week, 0)::int AS booked_next_week,
       working.this_week AS working_this_week,  -- none but technicians have any
       working.next_week AS working_next_week
FROM users u
LEFT JOIN working ON working.technician_id = u.id
LEFT JOIN of_tasks t ON t.assignee_id = u.id
LEFT JOIN of_jobs j ON j.technician_id = u.id
LEFT JOIN of_quotes q ON q.owner_id = u.id
LEFT JOIN of_weeks w ON w.technician_id = u.id
WHERE u.role NOT IN ('company_manager', 'branch_manager') AND u.is_active;
CREATE UNIQUE INDEX mv_staff_dashboard_key ON mv_staff_dashboard (user_id);

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

-- One's own line; everybody's for those who see everybody's work. Not `security_invoker`: it is the
-- only way in which staff read mv_staff_dashboard.
CREATE VIEW staff_figures WITH (security_barrier) AS
SELECT * FROM mv_staff_dashboard
WHERE user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
   OR current_setting('realsync.sees_all', true) = 'on';
GRANT SELECT ON staff_figures TO realsync_office, realsync_onboarding, realsync_technician;

GRANT SELECT, MAINTAIN ON mv_company_stats, mv_staff_dashboard, mv_system_stats TO realsync_system;
GRANT SELECT ON mv_company_stats, mv_system_stats TO realsync_office;
-- Onboarding sees no quotes; technicians see the jobs and tasks that are theirs.
GRANT SELECT (id, active_companies, branches, equipment, undated, overdue, due_in_7_days,
              due_in_30_days, due_in_90_days, open_jobs, late_jobs, jobs_by_status,
              unassigned_tasks, counted_at)
    ON mv_system_stats TO realsync_onboarding;
GRANT SELECT (id, active_companies, branches, equipment, undated, overdue, due_in_7_days,
              due_in_30_days, due_in_90_days, counted_at)
    ON mv_system_stats TO realsync_technician;

-- Used by psql and by scripts: all three, each by itself, whatever becomes of the others.
CREATE FUNCTION refresh_dashboard_stats()
RETURNS TABLE (view text, state text, duration_ms double precision, rows bigint, error text)
LANGUAGE sql SET search_path = pg_catalog, public AS $$
    SELECT v.view, r.state, r.duration_ms, r.rows, r.error
    FROM (VALUES ('mv_company_stats'), ('mv_staff_dashboard'), ('mv_system_stats')) AS v (view),
         LATERAL refresh_view(v.view) AS r
$$;
REVOKE ALL ON FUNCTION refresh_dashboard_stats() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_dashboard_stats() TO realsync_system;

-- undo
DROP FUNCTION refresh_dashboard_stats();
DROP VIEW staff_figures;
DROP MATERIALIZED VIEW mv_system_stats;
DROP MATERIALIZED VIEW mv_staff_dashboard;
DROP MATERIALIZED VIEW mv_company_stats;
