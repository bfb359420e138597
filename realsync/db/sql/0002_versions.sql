-- Versions of records. Used by a trigger on each table of records, which lists the
-- business columns in its WHEN clause: derived columns move no version.
CREATE FUNCTION bump_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END
$$;

-- Operators' settings: staff read them, the system writes what it must.
GRANT SELECT ON settings TO realsync_office, realsync_onboarding, realsync_technician, realsync_system;
GRANT INSERT, UPDATE ON settings TO realsync_office, realsync_system;

-- undo
DROP FUNCTION bump_version();
REVOKE ALL ON settings FROM realsync_office, realsync_onboarding, realsync_technician, realsync_system;
