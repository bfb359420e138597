-- Words of a query as LIKE patterns, the longest first (it narrows most). One or two letters stand
-- for the beginning of a word. Used by search_companies and search_equipment; the lists' search
-- follows the same rule in realsync/lists/search.py. % and _ that somebody typed stand for themselves.
CREATE FUNCTION like_escape(word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_')
$$;

CREATE FUNCTION like_patterns(query text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(
        CASE WHEN length(word) <= 2 THEN '% ' ELSE '%' END || like_escape(word) || '%'
        ORDER BY length(word) DESC, word
    )
    FROM regexp_split_to_table(btrim(query), '\s+') AS word WHERE word <> ''
$$;

CREATE FUNCTION refuse_deep_skip(skip int) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF skip > 10000 OR skip < 0 THEN
        RAISE EXCEPTION 'skip must be between 0 and 10000' USING ERRCODE = '22023';
    END IF;
END
$$;

-- undo
DROP FUNCTION refuse_deep_skip(int);
DROP FUNCTION like_patterns(text);
DROP FUNCTION like_escape(text);
