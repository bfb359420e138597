-- Search of equipment and services by any part of a word. The text functions are inlined by
-- the planner, so that a query that calls them finds the trigram index built on them.
CREATE FUNCTION equipment_text(
    code text, serial text, asset_number text, description text, manufacturer text, model text
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT code || ' ' || serial || ' ' || asset_number || ' ' || description || ' '
        || manufacturer || ' ' || model
$$;
CREATE INDEX idx_equipment_text ON equipment USING gin (
    equipment_text(code, serial, asset_number, description, manufacturer, model) gin_trgm_ops
);
COMMENT ON INDEX idx_equipment_text IS 'search_equipment and EquipmentQuerySet.matching';

-- Some hundred rows: no index would ever be chosen.
CREATE FUNCTION service_text(code text, name text, category text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT code || ' ' || name || ' ' || category $$;

-- undo
DROP FUNCTION service_text(text, text, text);
DROP INDEX idx_equipment_text;
DROP FUNCTION equipment_text(text, text, text, text, text, text);
