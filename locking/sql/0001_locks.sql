-- Locks, presence and live hints of every kind of record. Used by `locking` and realsync.live.
-- A kind joins with one line in a migration: SELECT edit_together('company', 'companies', true).

CREATE TABLE record_kinds (
    entity_type text PRIMARY KEY,
    table_name text NOT NULL,
    is_live boolean NOT NULL
);
COMMENT ON TABLE record_kinds IS 'Records that are locked while they are edited; live: with hints.';

-- Writers that may change a record which somebody else is editing. Closed: a release adds to it.
CREATE TABLE declared_writers (
    name text PRIMARY KEY,
    reason text NOT NULL CHECK (reason <> '')
);
INSERT INTO declared_writers VALUES
    ('retirement', 'A place is retired or restored with everything in it; one open form below it'
        ' must not keep the rest. The record itself is claimed with its version.'),
    ('merge', 'Two records become one and what hangs on both moves at once, also back again.');

CREATE SEQUENCE lock_tokens;

ALTER TABLE presence SET UNLOGGED;
ALTER TABLE record_locks ENABLE ROW LEVEL SECURITY;
ALTER TABLE presence ENABLE ROW LEVEL SECURITY;
ALTER TABLE drafts ENABLE ROW LEVEL SECURITY;

GRANT SELECT ON record_kinds, declared_writers TO
    realsync_office, realsync_onboarding, realsync_technician, realsync_system;
GRANT USAGE ON SEQUENCE lock_tokens TO
    realsync_office, realsync_onboarding, realsync_technician, realsync_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON record_locks, presence, drafts TO
    realsync_office, realsync_onboarding, realsync_technician, realsync_system;

-- Who edits what is known among the staff; clients have no policy. A lock is written for oneself,
-- for whom one hands it to, and by the admin who breaks it: which of these, the action decides.
CREATE POLICY office ON record_locks TO realsync_office USING (true);
CREATE POLICY onboarding ON record_locks TO realsync_onboarding USING (true);
CREATE POLICY technician ON record_locks TO realsync_technician USING (true);
CREATE POLICY system ON record_locks TO realsync_system USING (true);
CREATE POLICY seen ON presence FOR SELECT
    TO realsync_office, realsync_onboarding, realsync_technician USING (true);
CREATE POLICY own ON presence TO realsync_office, realsync_onboarding, realsync_technician
    USING (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY system ON presence TO realsync_system USING (true);
CREATE POLICY own ON drafts TO realsync_office, realsync_onboarding, realsync_technician
    USING (user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint);
CREATE POLICY system ON drafts TO realsync_system USING (true);

-- The version of a record, as far as the caller may see it; NULL if it is not there for them.
CREATE FUNCTION record_version(entity_type text, entity_id bigint) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
    place text;
    found bigint;
BEGIN
    SELECT k.table_name INTO place FROM record_kinds k
    WHERE k.entity_type = record_version.entity_type;
    IF place IS NOT NULL THEN
        EXECUTE format('SELECT version FROM %I WHERE id = $1', place) INTO found
            USING record_version.entity_id;
    END IF;
    RETURN found;
END
$$;

-- One statement decides, by the clock of the database: of many who ask at once, one gets it.
-- Asking again in the same tab begins a new edit session with a new token. The record's row is
-- claimed first, as a save does: a save on its way is waited for, and never comes to stand after
-- somebody else was told that the record is theirs. Whoever may not change the record may not
-- lock it.
CREATE FUNCTION acquire_lock(
    entity_type text, entity_id bigint, tab uuid DEFAULT NULL, duration interval DEFAULT '15 min',
    OUT acquired boolean, OUT token bigint, OUT holder_id bigint, OUT holder_tab uuid,
    OUT since timestamptz, OUT expires_at timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    me bigint := NULLIF(current_setting('realsync.user_id', true), '')::bigint;
    place text;
    there int;
BEGIN
    IF me IS NULL THEN
        RAISE EXCEPTION 'Nobody is named.' USING ERRCODE = '22023',
            HINT = 'SET realsync.user_id = <your id in users>;';
    END IF;
    SELECT k.table_name INTO place FROM record_kinds k
    WHERE k.entity_type = acquire_lock.entity_type;
    IF place IS NOT NULL THEN
        EXECUTE format('SELECT 1 FROM %I WHERE id = $1 FOR NO KEY UPDATE', place) INTO there
            USING acquire_lock.entity_id;
    END IF;
    IF there IS NULL THEN
        RAISE EXCEPTION 'There is no such record.' USING ERRCODE = 'P0002';
    END IF;
    LOOP
        INSERT INTO record_locks AS l
            (entity_type, entity_id, user_id, tab, token, acquired_at, expires_at)
        VALUES (acquire_lock.entity_type, acquire_lock.entity_id, me, acquire_lock.tab,
                nextval('lock_tokens'), clock_timestamp(), clock_timestamp() + duration)
        ON CONFLICT (entity_type, entity_id) DO UPDATE SET
            user_id = EXCLUDED.user_id, tab = EXCLUDED.tab, token = EXCLUDED.token,
            acquired_at = clock_timestamp(), expires_at = clock_timestamp() + duration,
            asked_by_id = NULL, asked_tab = NULL, asked_at = NULL,
            declined_id = NULL, declined_at = NULL,
            former_id = NULL, former_token = NULL, broken_by_id = NULL, broken_reason = ''
        WHERE l.expires_at <= clock_timestamp()
           OR (l.user_id = EXCLUDED.user_id AND l.tab IS NOT DISTINCT FROM EXCLUDED.tab)
        RETURNING true, l.token, l.user_id, l.tab, l.acquired_at, l.expires_at
        INTO acquired, token, holder_id, holder_tab, since, expires_at;
        EXIT WHEN FOUND;
        SELECT false, NULL, l.user_id, l.tab, l.acquired_at, l.expires_at
        INTO acquired, token, holder_id, holder_tab, since, expires_at
        FROM record_locks l
        WHERE l.entity_type = acquire_lock.entity_type AND l.entity_id = acquire_lock.entity_id;
        EXIT WHEN FOUND;  -- else it was released in between: ask again
    END LOOP;
END
$$;

-- Only the holder who names the token ends its session; true if it was still theirs. Tokens are
-- no secrets: somebody else's helps nobody.
CREATE FUNCTION release_lock(entity_type text, entity_id bigint, token bigint) RETURNS boolean
LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM record_locks l
        WHERE l.entity_type = $1 AND l.entity_id = $2 AND l.token = $3
          AND l.user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM gone)
$$;

-- Extending never acquires: an expired lock stays expired, somebody else's stays theirs.
CREATE FUNCTION extend_lock(
    entity_type text, entity_id bigint, token bigint, duration interval DEFAULT '15 min'
) RETURNS timestamptz LANGUAGE sql AS $$
    UPDATE record_locks l SET expires_at = clock_timestamp() + $4
    WHERE l.entity_type = $1 AND l.entity_id = $2 AND l.token = $3
      AND l.user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
      AND l.expires_at > clock_timestamp()
    RETURNING l.expires_at
$$;

-- Refuses a change of a record while somebody else's live lock stands on it: 55P03. Its holder is
-- the person who names its token; a declared writer goes past it. The lock's row is held until the
-- end, so that nobody takes the record over between this check and COMMIT; where there is no row
-- yet, acquire_lock waits for the record.
-- SECURITY DEFINER: it must see locks whoever writes, also a role that has no right to them.
CREATE FUNCTION only_holder_writes() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    held record_locks;
BEGIN
    SELECT * INTO held FROM record_locks
    WHERE entity_type = TG_ARGV[0] AND entity_id = OLD.id FOR SHARE;
    IF FOUND AND held.expires_at > clock_timestamp()
       AND (held.token::text, held.user_id::text) IS DISTINCT FROM
           (current_setting('realsync.lock_token', true), current_setting('realsync.user_id', true))
       AND NOT EXISTS (SELECT FROM declared_writers
                       WHERE name = current_setting('realsync.writer', true)) THEN
        RAISE EXCEPTION '% % is being edited by user % since %.',
            TG_ARGV[0], OLD.id, held.user_id, held.acquired_at
            USING ERRCODE = '55P03', CONSTRAINT = 'record_locked';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;

-- Hints: which record, and what of it moved. No data of the record travels. A bulk writer that
-- sets realsync.quiet is found by the hub's sweep instead: NOTIFY lets one commit through at a time.
CREATE FUNCTION hint_of_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('realsync.quiet', true) IS DISTINCT FROM 'on' THEN
        PERFORM pg_notify('live', TG_ARGV[0] || ':' || NEW.id || ':v' || NEW.version);
    END IF;
    RETURN NULL;
END
$$;

-- SECURITY DEFINER: reads which kinds are live, whoever's lock or tab it is.
CREATE FUNCTION hint_of_people() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    place record := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF EXISTS (SELECT FROM record_kinds WHERE entity_type = place.entity_type AND is_live) THEN
        PERFORM pg_notify('live', place.entity_type || ':' || place.entity_id || ':' || TG_ARGV[0]);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER record_locks_hint AFTER INSERT OR DELETE ON record_locks FOR EACH ROW
EXECUTE FUNCTION hint_of_people('lock');
CREATE TRIGGER record_locks_hint_change AFTER UPDATE ON record_locks FOR EACH ROW
WHEN ((OLD.token, OLD.asked_at, OLD.declined_at, OLD.broken_by_id)
      IS DISTINCT FROM (NEW.token, NEW.asked_at, NEW.declined_at, NEW.broken_by_id))
EXECUTE FUNCTION hint_of_people('lock');
CREATE TRIGGER presence_hint AFTER INSERT OR DELETE ON presence FOR EACH ROW
EXECUTE FUNCTION hint_of_people('presence');
CREATE TRIGGER presence_hint_change AFTER UPDATE ON presence FOR EACH ROW
WHEN (OLD.is_editing IS DISTINCT FROM NEW.is_editing) EXECUTE FUNCTION hint_of_people('presence');

-- The heartbeat: writes that this tab shows the record, and lists who else does, who edits, and
-- at which version the record is. NULL where the record is not there for the caller.
CREATE FUNCTION live_beat(entity_type text, entity_id bigint, tab uuid, page uuid,
                          is_editing boolean)
RETURNS jsonb LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    me bigint := NULLIF(current_setting('realsync.user_id', true), '')::bigint;
    at_version bigint := record_version(live_beat.entity_type, live_beat.entity_id);
    answer jsonb;
BEGIN
    IF at_version IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO presence AS p (entity_type, entity_id, tab, page, user_id, is_editing, since,
                               seen_at)
    VALUES (live_beat.entity_type, live_beat.entity_id, live_beat.tab, live_beat.page, me,
            live_beat.is_editing, clock_timestamp(), clock_timestamp())
    ON CONFLICT (entity_type, entity_id, tab) DO UPDATE
    SET page = EXCLUDED.page, is_editing = EXCLUDED.is_editing, seen_at = EXCLUDED.seen_at
    WHERE p.user_id = me;
    SELECT jsonb_build_object(
        'version', at_version,
        'lock', (
            SELECT to_jsonb(l) - 'id' - 'entity_type' - 'entity_id'
                || jsonb_build_object('is_live', l.expires_at > clock_timestamp(),
                    'name', holder.name, 'asked_name', asker.name, 'broken_name', breaker.name)
            FROM record_locks l
            JOIN people holder ON holder.id = l.user_id
            LEFT JOIN people asker ON asker.id = l.asked_by_id
            LEFT JOIN people breaker ON breaker.id = l.broken_by_id
            WHERE l.entity_type = live_beat.entity_type AND l.entity_id = live_beat.entity_id),
        'others', COALESCE((
            SELECT jsonb_agg(jsonb_build_object('user_id', o.user_id, 'name', o.name,
                                                'is_editing', o.is_editing, 'since', o.since)
                             ORDER BY o.is_editing DESC, o.since, o.user_id)
            FROM (
                SELECT p.user_id, person.name, bool_or(p.is_editing) AS is_editing,
                       min(p.since) AS since
                FROM presence p JOIN people person ON person.id = p.user_id
                WHERE p.entity_type = live_beat.entity_type
                  AND p.entity_id = live_beat.entity_id
                  AND p.tab <> live_beat.tab
                  AND p.seen_at > clock_timestamp() - interval '130 s'
                GROUP BY p.user_id, person.name
            ) AS o), '[]')
    ) INTO answer;
    RETURN answer;
END
$$;

-- What the hub compares with what it last told: the version and the live lock of watched records.
-- SECURITY DEFINER: the hub is nobody and sees no row; versions and tokens are all that it learns.
CREATE FUNCTION live_versions(entity_types text[], entity_ids bigint[])
RETURNS TABLE (entity_type text, entity_id bigint, version bigint, token bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE
    kind record_kinds;
BEGIN
    FOR kind IN SELECT * FROM record_kinds k WHERE k.is_live AND k.entity_type = ANY (entity_types)
    LOOP
        RETURN QUERY EXECUTE format(
            'SELECT $1, r.id, r.version::bigint, COALESCE((SELECT l.token FROM record_locks l
                 WHERE l.entity_type = $1 AND l.entity_id = r.id
                   AND l.expires_at > clock_timestamp()), 0)
             FROM %I r WHERE r.id IN (
                 SELECT w.id FROM unnest($2, $3) AS w (kind, id) WHERE w.kind = $1)',
            kind.table_name) USING kind.entity_type, entity_types, entity_ids;
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION only_holder_writes(), hint_of_people(), live_versions(text[], bigint[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION live_versions(text[], bigint[]) TO realsync_web;

-- A kind of record joins. Its version trigger says what a business column is; these come after it
-- in the order of names, and fire only where it has moved the version.
CREATE FUNCTION edit_together(entity_type text, table_name text, is_live boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO record_kinds VALUES ($1, $2, $3);
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW
        WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION only_holder_writes(%L)',
        $2 || '_writer', $2, $1);
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW
        EXECUTE FUNCTION only_holder_writes(%L)', $2 || '_remover', $2, $1);
    IF $3 THEN
        EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I FOR EACH ROW
            WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION hint_of_version(%L)',
            $2 || '_hint', $2, $1);
    END IF;
END
$$;
CREATE FUNCTION edit_apart(entity_type text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kind record_kinds;
BEGIN
    DELETE FROM record_kinds k WHERE k.entity_type = $1 RETURNING * INTO kind;
    EXECUTE format('DROP TRIGGER %I ON %I', kind.table_name || '_writer', kind.table_name);
    EXECUTE format('DROP TRIGGER %I ON %I', kind.table_name || '_remover', kind.table_name);
    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', kind.table_name || '_hint', kind.table_name);
END
$$;
REVOKE ALL ON FUNCTION edit_together(text, text, boolean), edit_apart(text) FROM PUBLIC;

-- undo
DROP FUNCTION edit_apart(text);
DROP FUNCTION edit_together(text, text, boolean);
DROP FUNCTION live_versions(text[], bigint[]);
DROP FUNCTION live_beat(text, bigint, uuid, uuid, boolean);
DROP TRIGGER presence_hint_change ON presence;
DROP TRIGGER presence_hint ON presence;
DROP TRIGGER record_locks_hint_change ON record_locks;
DROP TRIGGER record_locks_hint ON record_locks;
DROP FUNCTION hint_of_people();
DROP FUNCTION hint_of_version();
DROP FUNCTION only_holder_writes();
DROP FUNCTION extend_lock(text, bigint, bigint, interval);
DROP FUNCTION release_lock(text, bigint, bigint);
DROP FUNCTION acquire_lock(text, bigint, uuid, interval);
DROP FUNCTION record_version(text, bigint);
DROP POLICY system ON drafts;
DROP POLICY own ON drafts;
DROP POLICY system ON presence;
DROP POLICY own ON presence;
DROP POLICY seen ON presence;
DROP POLICY system ON record_locks;
DROP POLICY technician ON record_locks;
DROP POLICY onboarding ON record_locks;
DROP POLICY office ON record_locks;
REVOKE ALL ON record_locks, presence, drafts FROM
    realsync_office, realsync_onboarding, realsync_technician, realsync_system;
ALTER TABLE drafts DISABLE ROW LEVEL SECURITY;
ALTER TABLE presence DISABLE ROW LEVEL SECURITY;
ALTER TABLE record_locks DISABLE ROW LEVEL SECURITY;
ALTER TABLE presence SET LOGGED;
DROP SEQUENCE lock_tokens;
DROP TABLE declared_writers;
DROP TABLE record_kinds;
