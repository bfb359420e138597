-- Used by EquipmentQuerySet.matching_within and the palette: ids of the scope's company whose
-- instruments hold every pattern, `most` of them or all.
-- SECURITY DEFINER: ILIKE is not leakproof, so that behind a policy no index serves it and every
-- row of a company would be tried. It answers with ids of the company whose scope is open and
-- nothing else; the caller's own policies still decide which of them are seen.
CREATE FUNCTION equipment_matching_within_company(patterns text[], most int DEFAULT NULL)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
-- A generic plan cannot see how rare a word is, and the planner thinks too well of a trigram index
-- for common words: eight lists are merged for each row that it counts once.
SET plan_cache_mode = force_custom_plan SET cpu_index_tuple_cost = 0.05 AS $$
DECLARE
    company bigint := NULLIF(current_setting('realsync.company_id', true), '')::bigint;
BEGIN
    RETURN QUERY
    SELECT e.id FROM equipment e
    WHERE e.company_id = company
      AND equipment_text(e.code, e.serial, e.asset_number, e.description, e.manufacturer, e.model)
          ILIKE patterns[1]
      AND equipment_text(e.code, e.serial, e.asset_number, e.description, e.manufacturer, e.model)
          ILIKE ALL (patterns[2:])
    LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION equipment_matching_within_company(text[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION equipment_matching_within_company(text[], int)
    TO realsync_company, realsync_branch;

-- undo
DROP FUNCTION equipment_matching_within_company(text[], int);
