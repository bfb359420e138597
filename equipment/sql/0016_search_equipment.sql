-- Used by the palette and the search page, through the scoped QuerySet: ids of active equipment that
-- holds every word of `query`, an exact code, serial or asset number first, then by due date, and
-- their place in that order (from 1). A NULL leaves its filter out. The caller's policies apply
-- (SECURITY INVOKER). `skip` above 10,000 is refused: nobody reads that far, and OFFSET costs what
-- it skips.
CREATE FUNCTION search_equipment(
    branch bigint, company bigint, query text, category text, due_within_days int,
    max_rows int, skip int
) RETURNS TABLE (id bigint, place bigint) LANGUAGE plpgsql STABLE
-- A generic plan cannot drop the filters that are NULL, nor see how rare a word is.
SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    patterns text[] := like_patterns(query);
    typed text[] := ARRAY[btrim(query), upper(btrim(query))];
BEGIN
    PERFORM refuse_deep_skip(skip);
    RETURN QUERY
    SELECT e.id, row_number() OVER (
        ORDER BY NOT (e.code = ANY (typed) OR e.serial = ANY (typed) OR e.asset_number = ANY (typed)),
                 CASE WHEN e.next_due_on IS NULL THEN DATE '9999-12-31' ELSE e.next_due_on END, e.id
    ) AS place
    FROM equipment e
    -- Looked up first, by themselves: for the first of the order alone the planner would rather
    -- walk through all instruments by their due dates.
    WHERE e.id = ANY (ARRAY(
        SELECT m.id FROM equipment m
        WHERE m.is_active
          AND equipment_text(
                  m.code, m.serial, m.asset_number, m.description, m.manufacturer, m.model
              ) ILIKE patterns[1]
          AND equipment_text(
                  m.code, m.serial, m.asset_number, m.description, m.manufacturer, m.model
              ) ILIKE ALL (patterns[2:])
          AND (search_equipment.branch IS NULL OR m.branch_id = search_equipment.branch)
          AND (search_equipment.company IS NULL OR m.company_id = search_equipment.company)
          AND (search_equipment.category IS NULL OR m.category = search_equipment.category)
          AND (due_within_days IS NULL OR m.next_due_on <= current_date + due_within_days)
    ))
    ORDER BY 2
    LIMIT max_rows OFFSET skip;
END
$$;

-- undo
DROP FUNCTION search_equipment(bigint, bigint, text, text, int, int, int);
