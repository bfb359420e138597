-- What really happened, written beside the actions under test by triggers that trust none of them.
CREATE TABLE witness_saves (
    entity_type text, entity_id bigint, version int, token bigint, at timestamptz, xid xid8
);
CREATE TABLE witness_locks (
    id bigint GENERATED ALWAYS AS IDENTITY, entity_type text, entity_id bigint, op text,
    token bigint, expires_at timestamptz, at timestamptz, xid xid8
);
CREATE FUNCTION witness_save() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO witness_saves VALUES (TG_ARGV[0], NEW.id, NEW.version,
        NULLIF(current_setting('realsync.lock_token', true), '')::bigint,
        clock_timestamp(), pg_current_xact_id());
    RETURN NULL;
END
$$;
CREATE FUNCTION witness_lock() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    row record_locks := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    INSERT INTO witness_locks (entity_type, entity_id, op, token, expires_at, at, xid)
    VALUES (row.entity_type, row.entity_id, TG_OP, row.token, row.expires_at,
            clock_timestamp(), pg_current_xact_id());
    RETURN NULL;
END
$$;
CREATE TRIGGER witness AFTER UPDATE ON equipment FOR EACH ROW
WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION witness_save('equipment');
CREATE TRIGGER witness AFTER UPDATE ON companies FOR EACH ROW
WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION witness_save('company');
CREATE TRIGGER witness AFTER INSERT OR UPDATE OR DELETE ON record_locks FOR EACH ROW
EXECUTE FUNCTION witness_lock();

-- undo
DROP TRIGGER witness ON record_locks;
DROP TRIGGER witness ON companies;
DROP TRIGGER witness ON equipment;
DROP FUNCTION witness_lock();
DROP FUNCTION witness_save();
DROP TABLE witness_locks, witness_saves;
