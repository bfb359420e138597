-- Used by /search/ and the palette, through the scoped QuerySet: ids of active equipment that holds
-- every word of `query`, an exact code or serial number first, then by due date, and their place in
-- that order (from 1). A NULL leaves its filter out. The caller's policies apply (SECURITY INVOKER).
-- `skip` above 10,000 is refused: nobody reads that far, and OFFSET costs what it skips.
CREATE FUNCTION search_equipment(
    branch bigint, company bigint, query text, category text, due_within_days int,
    max_rows int, skip int
) RETURNS TABLE (id bigint, place bigint) LANGUAGE plpgsql STABLE
-- A generic plan cannot drop the filters that are NULL, nor see how rare a word is.
SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    patterns text[] := like_patterns(query);
    typed text := btrim(query);
BEGIN
    PERFORM refuse_deep_skip(skip);
    RETURN QUERY
    WITH exact AS (
        SELECT e.id, CASE WHEN e.next_due_on IS NULL THEN DATE '9999-12-31' ELSE e.next_due_on END AS due
        FROM equipment e
        WHERE e.is_active
          AND (e.code = upper(typed) OR e.serial = typed OR e.serial = upper(typed))
          AND typed <> ''
          AND (search_equipment.branch IS NULL OR e.branch_id = search_equipment.branch)
          AND (search_equipment.company IS NULL OR e.company_id = search_equipment.company)
          AND (search_equipment.category IS NULL OR e.category = search_equipment.category)
          AND (due_within_days IS NULL OR e.next_due_on <= current_date + due_within_days)
    ), others AS (
        SELECT e.id, CASE WHEN e.next_due_on IS NULL THEN DATE '9999-12-31' ELSE e.next_due_on END AS due
        FROM equipment e
        WHERE e.is_active
          AND equipment_text(
                  e.code, e.serial, e.asset_number, e.description, e.manufacturer, e.model
              ) ILIKE patterns[1]
          AND equipment_text(
                  e.code, e.serial, e.asset_number, e.description, e.manufacturer, e.model
              ) ILIKE ALL (patterns[2:])
          AND e.id NOT IN (SELECT x.id FROM exact x)
          AND (search_equipment.branch IS NULL OR e.branch_id = search_equipment.branch)
          AND (search_equipment.company IS NULL OR e.company_id = search_equipment.company)
          AND (search_equipment.category IS NULL OR e.category = search_equipment.category)
          AND (due_within_days IS NULL OR e.next_due_on <= current_date + due_within_days)
        ORDER BY CASE WHEN e.next_due_on IS NULL THEN DATE '9999-12-31' ELSE e.next_due_on END, e.id
        LIMIT max_rows + skip
    )
    SELECT hit.id, row_number() OVER (ORDER BY hit.rank, hit.due, hit.id) AS place
    FROM (
        SELECT 1 AS rank, x.id, x.due FROM exact x
        UNION ALL
        SELECT 2, o.id, o.due FROM others o
    ) AS hit
    ORDER BY 2
    LIMIT max_rows OFFSET skip;
END
$$;

-- undo
DROP FUNCTION search_equipment(bigint, bigint, text, text, int, int, int);
