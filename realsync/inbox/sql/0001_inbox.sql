-- Used by realsync.inbox: each reads and marks their own; whoever works may tell anybody.
ALTER TABLE inbox ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON inbox TO
    realsync_office, realsync_onboarding, realsync_technician, realsync_system;
GRANT UPDATE (read_at) ON inbox TO realsync_office, realsync_onboarding, realsync_technician;
GRANT UPDATE, DELETE ON inbox TO realsync_system;

CREATE POLICY own ON inbox FOR SELECT TO realsync_office, realsync_onboarding, realsync_technician
    USING (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY own_read ON inbox FOR UPDATE TO realsync_office, realsync_onboarding, realsync_technician
    USING (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY telling ON inbox FOR INSERT TO realsync_office, realsync_onboarding, realsync_technician
    WITH CHECK (actor_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY system ON inbox TO realsync_system USING (true);

-- SECURITY DEFINER: whoever tells somebody may not write `users`, yet their count of unread
-- entries must follow. It writes nothing but that count.
CREATE FUNCTION inbox_count_follows() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE users u SET unread = greatest(0, u.unread + d.more) FROM (
        SELECT user_id, sum(more) AS more FROM (
            SELECT user_id, 1 AS more FROM new_rows WHERE read_at IS NULL
            UNION ALL SELECT user_id, -1 FROM old_rows WHERE read_at IS NULL
        ) AS moves GROUP BY user_id
    ) AS d WHERE u.id = d.user_id AND d.more <> 0;
    RETURN NULL;
END
$$;
CREATE FUNCTION inbox_count_rises() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE users u SET unread = u.unread + d.more
    FROM (SELECT user_id, count(*) AS more FROM new_rows WHERE read_at IS NULL GROUP BY user_id) AS d
    WHERE u.id = d.user_id;
    RETURN NULL;
END
$$;
CREATE FUNCTION inbox_count_falls() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE users u SET unread = greatest(0, u.unread - d.fewer)
    FROM (SELECT user_id, count(*) AS fewer FROM old_rows WHERE read_at IS NULL GROUP BY user_id) AS d
    WHERE u.id = d.user_id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION inbox_count_follows(), inbox_count_rises(), inbox_count_falls() FROM PUBLIC;
CREATE TRIGGER inbox_count_rises AFTER INSERT ON inbox
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION inbox_count_rises();
CREATE TRIGGER inbox_count_follows AFTER UPDATE ON inbox
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION inbox_count_follows();
CREATE TRIGGER inbox_count_falls AFTER DELETE ON inbox
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION inbox_count_falls();

-- undo
DROP TRIGGER inbox_count_falls ON inbox;
DROP TRIGGER inbox_count_follows ON inbox;
DROP TRIGGER inbox_count_rises ON inbox;
DROP FUNCTION inbox_count_falls();
DROP FUNCTION inbox_count_rises();
DROP FUNCTION inbox_count_follows();
DROP POLICY system ON inbox;
DROP POLICY telling ON inbox;
DROP POLICY own_read ON inbox;
DROP POLICY own ON inbox;
REVOKE UPDATE (read_at) ON inbox FROM realsync_office, realsync_onboarding, realsync_technician;
REVOKE ALL ON inbox FROM realsync_office, realsync_onboarding, realsync_technician, realsync_system;
ALTER TABLE inbox DISABLE ROW LEVEL SECURITY;
