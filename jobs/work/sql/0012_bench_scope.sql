-- Who sees and writes what is noted at the bench: the staff as they do the items of jobs, a
-- technician their own. No client: results reach them on certificates.
ALTER TABLE bench_sheets ENABLE ROW LEVEL SECURITY;
ALTER TABLE bench_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE measurements ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON bench_sheets, bench_items, measurements
    TO realsync_office, realsync_technician, realsync_system;
GRANT SELECT ON bench_sheets, bench_items, measurements TO realsync_onboarding;

CREATE POLICY office ON bench_sheets TO realsync_office USING (true);
CREATE POLICY office ON bench_items TO realsync_office USING (true);
CREATE POLICY office ON measurements TO realsync_office USING (true);
CREATE POLICY system ON bench_sheets TO realsync_system USING (true);
CREATE POLICY system ON bench_items TO realsync_system USING (true);
CREATE POLICY system ON measurements TO realsync_system USING (true);
CREATE POLICY onboarding ON bench_sheets FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON bench_items FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON measurements FOR SELECT TO realsync_onboarding USING (true);

CREATE POLICY technician ON bench_sheets FOR SELECT TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR job_id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]));
CREATE POLICY technician ON bench_items FOR SELECT TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR job_id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]));
CREATE POLICY technician ON measurements FOR SELECT TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR job_id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]));
CREATE POLICY technician_adds ON bench_sheets FOR INSERT TO realsync_technician
    WITH CHECK (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY technician_adds ON bench_items FOR INSERT TO realsync_technician
    WITH CHECK (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY technician_adds ON measurements FOR INSERT TO realsync_technician
    WITH CHECK (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY technician_changes ON bench_sheets FOR UPDATE TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY technician_changes ON bench_items FOR UPDATE TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY technician_changes ON measurements FOR UPDATE TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);

-- undo
DROP POLICY technician_changes ON measurements;
DROP POLICY technician_changes ON bench_items;
DROP POLICY technician_changes ON bench_sheets;
DROP POLICY technician_adds ON measurements;
DROP POLICY technician_adds ON bench_items;
DROP POLICY technician_adds ON bench_sheets;
DROP POLICY technician ON measurements;
DROP POLICY technician ON bench_items;
DROP POLICY technician ON bench_sheets;
DROP POLICY onboarding ON measurements;
DROP POLICY onboarding ON bench_items;
DROP POLICY onboarding ON bench_sheets;
DROP POLICY system ON measurements;
DROP POLICY system ON bench_items;
DROP POLICY system ON bench_sheets;
DROP POLICY office ON measurements;
DROP POLICY office ON bench_items;
DROP POLICY office ON bench_sheets;
REVOKE ALL ON bench_sheets, bench_items, measurements
    FROM realsync_office, realsync_technician, realsync_system, realsync_onboarding;
ALTER TABLE measurements DISABLE ROW LEVEL SECURITY;
ALTER TABLE bench_items DISABLE ROW LEVEL SECURITY;
ALTER TABLE bench_sheets DISABLE ROW LEVEL SECURITY;
