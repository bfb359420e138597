-- Who sees and writes what the schedule is planned around. A technician: their own absences and
-- skills, all holidays. A feed is its technician's alone, whose calendar has no account here.
ALTER TABLE absences ENABLE ROW LEVEL SECURITY;
ALTER TABLE holidays ENABLE ROW LEVEL SECURITY;
ALTER TABLE skills ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_feeds ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE, DELETE ON absences, holidays TO realsync_office;
GRANT SELECT, INSERT, DELETE ON skills TO realsync_office;
GRANT SELECT ON absences, holidays, skills TO realsync_onboarding, realsync_technician, realsync_system;
GRANT SELECT, INSERT, UPDATE ON calendar_feeds TO realsync_technician;

CREATE POLICY office ON absences TO realsync_office USING (true);
CREATE POLICY office ON holidays TO realsync_office USING (true);
CREATE POLICY office ON skills TO realsync_office USING (true);
CREATE POLICY system ON absences FOR SELECT TO realsync_system USING (true);
CREATE POLICY system ON holidays FOR SELECT TO realsync_system USING (true);
CREATE POLICY system ON skills FOR SELECT TO realsync_system USING (true);
CREATE POLICY onboarding ON absences FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON holidays FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON skills FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY technician ON absences FOR SELECT TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY technician ON holidays FOR SELECT TO realsync_technician USING (true);
CREATE POLICY technician ON skills FOR SELECT TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY technician ON calendar_feeds TO realsync_technician
    USING (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);

-- A calendar reads its technician's visits by the hash of the token in its address: those to come, and
-- those of a month that is past. No row for an unknown or revoked address, or for somebody who has
-- left; one without a job where there is no visit. Used by views/feed.py.
-- SECURITY DEFINER: who asks has no account, hence no scope. It reads what hangs on that one token.
CREATE FUNCTION calendar_feed(hash text) RETURNS TABLE (
    technician text, job_id bigint, number text, title text, status text, company text, branch text,
    address text, starts_at timestamptz, ends_at timestamptz, version int, updated_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT u.name, j.id, j.number, j.title, j.status, j.company_name, b.name,
           concat_ws(', ', NULLIF(replace(b.address, E'\n', ', '), ''),
                     NULLIF(trim(b.postal_code || ' ' || b.city), '')),
           j.starts_at, j.ends_at, j.version, j.updated_at
    FROM calendar_feeds f
    JOIN users u ON u.id = f.user_id AND u.is_active AND u.role = 'technician'
    LEFT JOIN jobs j ON j.technician_id = u.id
        AND j.status IN ('scheduled', 'in_progress', 'pending_review', 'completed', 'invoiced')
        AND j.ends_at > now() - interval '1 month'
    LEFT JOIN branches b ON b.id = j.branch_id
    WHERE f.token_hash = hash AND f.revoked_at IS NULL
    ORDER BY j.starts_at, j.id
    LIMIT 1000
$$;
REVOKE ALL ON FUNCTION calendar_feed(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION calendar_feed(text) TO realsync_web;

-- undo
DROP FUNCTION calendar_feed(text);
DROP POLICY technician ON calendar_feeds;
DROP POLICY technician ON skills;
DROP POLICY technician ON holidays;
DROP POLICY technician ON absences;
DROP POLICY onboarding ON skills;
DROP POLICY onboarding ON holidays;
DROP POLICY onboarding ON absences;
DROP POLICY system ON skills;
DROP POLICY system ON holidays;
DROP POLICY system ON absences;
DROP POLICY office ON skills;
DROP POLICY office ON holidays;
DROP POLICY office ON absences;
REVOKE ALL ON calendar_feeds FROM realsync_technician;
REVOKE ALL ON absences, holidays, skills
    FROM realsync_office, realsync_onboarding, realsync_technician, realsync_system;
ALTER TABLE calendar_feeds DISABLE ROW LEVEL SECURITY;
ALTER TABLE skills DISABLE ROW LEVEL SECURITY;
ALTER TABLE holidays DISABLE ROW LEVEL SECURITY;
ALTER TABLE absences DISABLE ROW LEVEL SECURITY;
