-- What was written, by name: "company", "job", … Used by realsync.db.marks: the sum of n that a statement
-- sees is the fingerprint of all that it could read under these names. A transaction adds its mark in the
-- moment in which its rows become visible, so that equal sums mean equal rows (docs/decisions/freshness.md).
CREATE TABLE freshness_marks (
    tx bigint NOT NULL,  -- 0: what was added up before
    name text NOT NULL,
    ids bigint[],  -- of the records written; null: more than fifty, or unknown
    n bigint NOT NULL,  -- the transaction again: sums of a restored backup are never met once more
    PRIMARY KEY (tx, name)
);
-- Small, and read with every page: rows come and go all the time.
ALTER TABLE freshness_marks SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 5000
);

-- Runs for every writer, whatever their role may read: hence the owner's rights.
CREATE FUNCTION mark_ids(marked text, found bigint[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO freshness_marks AS m (tx, name, ids, n)
    SELECT id, marked, CASE WHEN cardinality(found) <= 50 THEN found END, id
    FROM (VALUES (pg_current_xact_id()::text::bigint)) AS here (id)
    ON CONFLICT (tx, name) DO UPDATE SET ids = CASE
        WHEN cardinality(m.ids || excluded.ids) <= 50 THEN m.ids || excluded.ids
    END
    WHERE m.ids IS NOT NULL AND (excluded.ids IS NULL OR NOT m.ids @> excluded.ids)
$$;

-- Of a table of records, which have just been changed or removed: `id` names the record.
CREATE FUNCTION mark_records() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found bigint[];
BEGIN
    SELECT array_agg(id) INTO found FROM (SELECT id FROM written LIMIT 51) AS few;
    IF found IS NOT NULL THEN
        PERFORM mark_ids(TG_ARGV[0], found);
    END IF;
    RETURN NULL;
END
$$;

-- Of a table whose rows belong to a record: its column is TG_ARGV[1].
CREATE FUNCTION mark_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found bigint[];
BEGIN
    SELECT array_agg(DISTINCT id) INTO found
    FROM (SELECT (to_jsonb(written) ->> TG_ARGV[1])::bigint AS id FROM written LIMIT 51) AS few;
    IF found IS NOT NULL THEN
        PERFORM mark_ids(TG_ARGV[0], found);
    END IF;
    RETURN NULL;
END
$$;

-- What is new is in no answer yet under its own id, so that no rows need to be looked at.
CREATE FUNCTION mark_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM mark_ids(TG_ARGV[0], '{}');
    RETURN NULL;
END
$$;

-- Used by migrations: writes to `of` are marked as `name`; `part_of` is the column of the record that
-- its rows belong to, where they are no records themselves.
CREATE FUNCTION mark_writes(of regclass, name text, part_of text DEFAULT '') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    run text := CASE part_of WHEN '' THEN 'mark_records' ELSE 'mark_parts' END;
BEGIN
    EXECUTE format('CREATE TRIGGER mark_updated AFTER UPDATE ON %s REFERENCING NEW TABLE AS written'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION %I(%L, %L)', of, run, name, part_of);
    EXECUTE format('CREATE TRIGGER mark_deleted AFTER DELETE ON %s REFERENCING OLD TABLE AS written'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION %I(%L, %L)', of, run, name, part_of);
    EXECUTE format('CREATE TRIGGER mark_emptied AFTER TRUNCATE ON %s'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION mark_name(%L)', of, name);
    IF part_of = '' THEN
        EXECUTE format('CREATE TRIGGER mark_inserted AFTER INSERT ON %s'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION mark_name(%L)', of, name);
    ELSE
        EXECUTE format('CREATE TRIGGER mark_inserted AFTER INSERT ON %s REFERENCING NEW TABLE AS written'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION %I(%L, %L)', of, run, name, part_of);
    END IF;
END
$$;

-- Used by migrations, for tables that are no records and that pages only look things up in: no row is
-- named. `columns`: only a change of these is marked, in a table that is written with every sign-in.
CREATE FUNCTION mark_changes(of regclass, name text, columns text DEFAULT '') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER mark_updated AFTER INSERT OR DELETE OR UPDATE %s ON %s'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION mark_name(%L)',
                   CASE columns WHEN '' THEN '' ELSE 'OF ' || columns END, of, name);
END
$$;

CREATE FUNCTION mark_writes_no_more(of regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['updated', 'deleted', 'emptied', 'inserted'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS mark_%s ON %s', name, of);
    END LOOP;
END
$$;

-- What this transaction has written. Used at its end, in the scope of whoever wrote.
CREATE FUNCTION written_here() RETURNS TABLE (tx bigint, name text, ids bigint[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT tx, name, ids FROM freshness_marks
    WHERE tx = pg_current_xact_id_if_assigned()::text::bigint ORDER BY name
$$;

-- The marks of the past become one per name. Used by the beat; whoever reads meanwhile sees the same sums.
CREATE FUNCTION add_up_marks() RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM freshness_marks WHERE tx > 0 RETURNING name, n),
    added AS (
        INSERT INTO freshness_marks AS m (tx, name, ids, n)
        SELECT 0, name, NULL, sum(n) FROM gone GROUP BY name
        ON CONFLICT (tx, name) DO UPDATE SET n = m.n + excluded.n
    )
    SELECT count(*) FROM gone
$$;

SELECT mark_changes('view_health', 'figures');
SELECT mark_changes('settings', 'setting');

REVOKE ALL ON FUNCTION mark_ids(text, bigint[]), written_here(), add_up_marks(),
    mark_writes(regclass, text, text), mark_changes(regclass, text, text),
    mark_writes_no_more(regclass) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mark_ids(text, bigint[]) TO realsync_web, realsync_worker, realsync_office,
    realsync_onboarding, realsync_technician, realsync_company, realsync_branch, realsync_system;
GRANT EXECUTE ON FUNCTION written_here() TO realsync_web, realsync_office, realsync_onboarding,
    realsync_technician, realsync_company, realsync_branch;
GRANT EXECUTE ON FUNCTION add_up_marks() TO realsync_worker, realsync_system;
-- Read by the statement that opens a scope, which still runs as the login role.
GRANT SELECT ON freshness_marks TO realsync_web, realsync_worker;

-- undo
SELECT mark_writes_no_more('view_health');
SELECT mark_writes_no_more('settings');
DROP FUNCTION add_up_marks();
DROP FUNCTION written_here();
DROP FUNCTION mark_writes_no_more(regclass);
DROP FUNCTION mark_changes(regclass, text, text);
DROP FUNCTION mark_writes(regclass, text, text);
DROP FUNCTION mark_name();
DROP FUNCTION mark_parts();
DROP FUNCTION mark_records();
DROP FUNCTION mark_ids(text, bigint[]);
DROP TABLE freshness_marks;
