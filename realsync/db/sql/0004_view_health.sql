-- Used by realsync.db.matviews: materialized views, each refreshed by itself, and how that went.

-- Everybody of the staff reads how old a number is; the login role does for /readyz.
GRANT SELECT ON view_health TO realsync_office, realsync_onboarding, realsync_technician;
GRANT SELECT (name, refreshed_at, failed_at) ON view_health TO realsync_web, realsync_worker;
GRANT SELECT, INSERT, UPDATE ON view_health TO realsync_system;

-- Where the laboratory is, and what day it is there. The search_path is set because a refresh has none.
CREATE FUNCTION laboratory_zone() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public AS $$
    SELECT coalesce(
        (SELECT value #>> '{}' FROM settings WHERE name = 'laboratory_time_zone'),
        NULLIF(current_setting('realsync.time_zone', true), ''),
        'UTC'
    )
$$;
CREATE FUNCTION laboratory_day() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public AS $$
    SELECT (now() AT TIME ZONE laboratory_zone())::date
$$;

-- One view, CONCURRENTLY: readers go on reading. Whoever comes while another refreshes the same
-- view skips; whoever comes sooner than `unless_within` after the last one finds it fresh. A failure
-- is written down, not raised, so that it stops no other view; a statement that took too long is one.
-- Needs MAINTAIN on the view. `state` is refreshed, busy, fresh or failed.
CREATE FUNCTION refresh_view(
    view text, unless_within interval DEFAULT '0',
    OUT state text, OUT duration_ms double precision, OUT rows bigint, OUT error text
) LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    began timestamptz;
    of_view oid;
BEGIN
    SELECT c.oid INTO of_view FROM pg_class c
    WHERE c.relname = view AND c.relkind = 'm' AND c.relnamespace = 'public'::regnamespace;
    IF of_view IS NULL THEN
        RAISE EXCEPTION 'There is no materialized view %.', view USING ERRCODE = '42P01';
    END IF;
    IF NOT pg_try_advisory_xact_lock('view_health'::regclass::oid::int, of_view::int) THEN
        state := 'busy';
        RETURN;
    END IF;
    IF EXISTS (
        SELECT FROM view_health h WHERE h.name = view
        AND greatest(h.refreshed_at, h.failed_at) > clock_timestamp() - unless_within
    ) THEN
        state := 'fresh';
        RETURN;
    END IF;
    began := clock_timestamp();
    BEGIN
        EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY public.%I', view);
        EXECUTE format('SELECT count(*) FROM public.%I', view) INTO rows;
        state := 'refreshed';
    EXCEPTION WHEN query_canceled OR OTHERS THEN
        state := 'failed';
        error := SQLERRM;
    END;
    duration_ms := extract(epoch FROM clock_timestamp() - began) * 1000;
    IF state = 'refreshed' THEN
        -- The numbers are those of the moment at which it began.
        INSERT INTO view_health AS h (name, refreshed_at, duration_ms, rows, error, failed_at)
        VALUES (view, began, refresh_view.duration_ms, refresh_view.rows, '', NULL)
        ON CONFLICT (name) DO UPDATE SET refreshed_at = EXCLUDED.refreshed_at,
            duration_ms = EXCLUDED.duration_ms, rows = EXCLUDED.rows, error = '', failed_at = NULL;
    ELSE
        INSERT INTO view_health AS h (name, error, failed_at)
        VALUES (view, refresh_view.error, clock_timestamp())
        ON CONFLICT (name) DO UPDATE SET error = EXCLUDED.error, failed_at = EXCLUDED.failed_at;
    END IF;
END
$$;
REVOKE ALL ON FUNCTION refresh_view(text, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_view(text, interval) TO realsync_system;

-- undo
DROP FUNCTION refresh_view(text, interval);
DROP FUNCTION laboratory_day();
DROP FUNCTION laboratory_zone();
REVOKE ALL ON view_health FROM realsync_office, realsync_onboarding, realsync_technician,
    realsync_system;
REVOKE SELECT (name, refreshed_at, failed_at) ON view_health FROM realsync_web, realsync_worker;
