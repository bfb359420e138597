-- Used by EquipmentQuerySet.matching_within and the palette: ids of the scope's company (and
-- branches) whose instruments hold every pattern, `most` of them or all.
-- SECURITY DEFINER: ILIKE is not leakproof, so that behind a policy no index serves it and every
-- row of a company would be tried. It answers with ids of the places whose scope is open and
-- nothing else; the caller's own policies still decide which of them are seen.
CREATE FUNCTION equipment_matching_within_company(patterns text[], most int DEFAULT NULL)
RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
-- A generic plan cannot see how rare a word is, and the planner thinks too well of a trigram index
-- for common words: eight lists are merged for each row that it counts once.
SET plan_cache_mode = force_custom_plan SET cpu_index_tuple_cost = 0.05 AS $$
DECLARE
    company bigint := NULLIF(current_setting('realsync.company_id', true), '')::bigint;
    branches bigint[] := NULLIF(NULLIF(current_setting('realsync.branch_ids', true), ''), '{}')::bigint[];
    found bigint[];
BEGIN
    -- A common word, of one in fifty at least, is met in the order of the list: to merge the whole
    -- table's lists of its letters, and to rank all that hold it, takes ten times as long. Numbers
    -- are no words: what begins with one may stand anywhere.
    IF most IS NOT NULL AND array_to_string(patterns, '') !~ '[0-9]' THEN
        SELECT array_agg(f.id) INTO found
        FROM (
            SELECT * FROM equipment e
            WHERE e.company_id = company AND (branches IS NULL OR e.branch_id = ANY (branches))
              AND e.is_active
            ORDER BY CASE WHEN e.next_due_on IS NULL THEN '9999-12-31' ELSE e.next_due_on END, e.id
            LIMIT most
        ) AS f
        WHERE equipment_text(f.code, f.serial, f.asset_number, f.description, f.manufacturer, f.model)
              ILIKE ALL (patterns);
        IF cardinality(found) >= most / 50 THEN
            RETURN QUERY SELECT unnest(found);
            RETURN;
        END IF;
    END IF;
    RETURN QUERY
    SELECT e.id FROM equipment e
    WHERE e.company_id = company AND (branches IS NULL OR e.branch_id = ANY (branches))
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
