-- Used by /search/ and the palette, through the scoped QuerySet: ids of companies that hold every
-- word of `query`, those whose name begins with it first, and their place in that order (from 1).
-- The caller's policies apply (SECURITY INVOKER). `skip` above 10,000 is refused: nobody reads
-- that far, and OFFSET costs what it skips.
CREATE FUNCTION search_companies(query text, active_only boolean, max_rows int, skip int)
RETURNS TABLE (id bigint, place bigint) LANGUAGE plpgsql STABLE
-- A generic plan cannot see how rare a word is.
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    patterns text[] := like_patterns(query);
    beginning text := like_escape(btrim(query)) || '%';
BEGIN
    PERFORM refuse_deep_skip(skip);
    RETURN QUERY
    SELECT c.id, row_number() OVER (ORDER BY c.name NOT ILIKE beginning, c.name, c.id) AS place
    FROM companies c
    WHERE company_text(c.code, c.name, c.trading_name) ILIKE patterns[1]
      AND company_text(c.code, c.name, c.trading_name) ILIKE ALL (patterns[2:])
      AND (NOT active_only OR c.is_active)
    ORDER BY 2
    LIMIT max_rows OFFSET skip;
END
$$;

-- undo
DROP FUNCTION search_companies(text, boolean, int, int);
