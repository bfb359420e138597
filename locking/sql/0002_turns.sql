-- What a tab says of the record that it shows is numbered, so that nothing that comes late counts;
-- and a link that was followed is told of before its page has loaded. Used by `locking`.

-- The one way to write presence. Nothing is older than what a tab said last, for as long as that is
-- remembered; a tab that was put back from long ago begins anew.
CREATE FUNCTION note_presence(
    entity_type text, entity_id bigint, tab uuid, turn bigint, is_editing boolean,
    seen_at timestamptz, left_at timestamptz
) RETURNS void LANGUAGE sql AS $$
    INSERT INTO presence AS p
        (entity_type, entity_id, tab, turn, user_id, is_editing, since, seen_at, left_at)
    VALUES ($1, $2, $3, $4, NULLIF(current_setting('realsync.user_id', true), '')::bigint,
            $5, clock_timestamp(), $6, $7)
    ON CONFLICT (entity_type, entity_id, tab, user_id) DO UPDATE SET
        turn = EXCLUDED.turn, is_editing = EXCLUDED.is_editing,
        since = CASE WHEN p.left_at IS NULL THEN p.since ELSE EXCLUDED.since END,
        seen_at = EXCLUDED.seen_at, left_at = EXCLUDED.left_at
    WHERE EXCLUDED.turn > p.turn
       OR (EXCLUDED.turn = p.turn AND EXCLUDED.left_at IS NOT NULL)
       OR p.seen_at < clock_timestamp() - interval '130 s'
$$;

-- A tab is on its way: it counts as there for 30 s, in which its page says so itself. False where
-- the record is not there for the caller.
CREATE FUNCTION live_arrival(
    entity_type text, entity_id bigint, tab uuid, turn bigint, is_editing boolean
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF record_version(entity_type, entity_id) IS NULL THEN
        RETURN false;
    END IF;
    PERFORM note_presence(entity_type, entity_id, tab, turn, is_editing,
                          clock_timestamp() - interval '100 s', NULL);
    RETURN true;
END
$$;

CREATE FUNCTION live_departure(entity_type text, entity_id bigint, tab uuid, turn bigint)
RETURNS void LANGUAGE sql AS $$
    SELECT note_presence($1, $2, $3, $4, false, clock_timestamp(), clock_timestamp())
$$;

DROP TRIGGER presence_hint ON presence;
DROP TRIGGER presence_hint_change ON presence;
CREATE TRIGGER presence_hint AFTER INSERT ON presence FOR EACH ROW
WHEN (NEW.left_at IS NULL) EXECUTE FUNCTION hint_of_people('presence');
CREATE TRIGGER presence_hint_change AFTER UPDATE ON presence FOR EACH ROW
WHEN ((OLD.is_editing, OLD.left_at IS NULL) IS DISTINCT FROM (NEW.is_editing, NEW.left_at IS NULL))
EXECUTE FUNCTION hint_of_people('presence');
CREATE TRIGGER presence_hint_removal AFTER DELETE ON presence FOR EACH ROW
WHEN (OLD.left_at IS NULL) EXECUTE FUNCTION hint_of_people('presence');

-- For the form that a tab is on its way to: only what nobody holds, this very tab included, and only
-- while the tab has said nothing later; else its form has come or gone already. The record's row is
-- claimed first, as acquire_lock does: from there on nobody else acquires it.
CREATE FUNCTION reserve_lock(
    entity_type text, entity_id bigint, tab uuid, turn bigint, duration interval
) RETURNS bigint LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    place text;
BEGIN
    SELECT k.table_name INTO place FROM record_kinds k
    WHERE k.entity_type = reserve_lock.entity_type;
    EXECUTE format('SELECT 1 FROM %I WHERE id = $1 FOR NO KEY UPDATE', place)
        USING reserve_lock.entity_id;
    IF EXISTS (SELECT FROM record_locks l
               WHERE l.entity_type = reserve_lock.entity_type
                 AND l.entity_id = reserve_lock.entity_id AND l.expires_at > clock_timestamp())
       OR EXISTS (SELECT FROM presence p
                  WHERE p.entity_type = reserve_lock.entity_type
                    AND p.entity_id = reserve_lock.entity_id AND p.tab = reserve_lock.tab
                    AND p.turn > reserve_lock.turn) THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT a.token FROM acquire_lock(reserve_lock.entity_type, reserve_lock.entity_id,
                                             reserve_lock.tab, reserve_lock.duration) AS a);
END
$$;

DROP FUNCTION live_beat(text, bigint, uuid, uuid, boolean);
-- The heartbeat: writes that this tab shows the record, and lists who else does, who edits, and
-- at which version the record is. NULL where the record is not there for the caller.
CREATE FUNCTION live_beat(entity_type text, entity_id bigint, tab uuid, turn bigint,
                          is_editing boolean)
RETURNS jsonb LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    at_version bigint := record_version(live_beat.entity_type, live_beat.entity_id);
    answer jsonb;
BEGIN
    IF at_version IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM note_presence(live_beat.entity_type, live_beat.entity_id, live_beat.tab, live_beat.turn,
                          live_beat.is_editing, clock_timestamp(), NULL);
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
                  AND p.tab <> live_beat.tab AND p.left_at IS NULL
                  AND p.seen_at > clock_timestamp() - interval '130 s'
                GROUP BY p.user_id, person.name
            ) AS o), '[]')
    ) INTO answer;
    RETURN answer;
END
$$;

-- undo
DROP FUNCTION live_beat(text, bigint, uuid, bigint, boolean);
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
DROP FUNCTION reserve_lock(text, bigint, uuid, bigint, interval);
DROP TRIGGER presence_hint_removal ON presence;
DROP TRIGGER presence_hint_change ON presence;
DROP TRIGGER presence_hint ON presence;
CREATE TRIGGER presence_hint AFTER INSERT OR DELETE ON presence FOR EACH ROW
EXECUTE FUNCTION hint_of_people('presence');
CREATE TRIGGER presence_hint_change AFTER UPDATE ON presence FOR EACH ROW
WHEN (OLD.is_editing IS DISTINCT FROM NEW.is_editing) EXECUTE FUNCTION hint_of_people('presence');
DROP FUNCTION live_departure(text, bigint, uuid, bigint);
DROP FUNCTION live_arrival(text, bigint, uuid, bigint, boolean);
DROP FUNCTION note_presence(text, bigint, uuid, bigint, boolean, timestamptz, timestamptz);
