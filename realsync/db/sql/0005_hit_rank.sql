-- How well a record answers to what was typed: 0 it is its code, number or serial, 1 one of these or
-- its name begins so, 2 every word of it begins a word of the record, 3 it stands anywhere.
-- `starts` are the typed words as LIKE patterns for the beginning of a word, in lower case.
-- Used by realsync.lists.ranking, which the palette and the search page order their hits by.
CREATE FUNCTION hit_rank(typed text, starts text[], body text, name text, VARIADIC keys text[])
RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN strpos(E'\n' || lower(array_to_string(keys, E'\n')) || E'\n', E'\n' || lower(typed) || E'\n') > 0
            THEN 0
        WHEN strpos(E'\n' || lower(array_to_string(keys, E'\n')), E'\n' || lower(typed)) > 0
            OR starts_with(lower(name), lower(typed))
            THEN 1
        WHEN ' ' || translate(lower(body), '-/._', '    ') LIKE ALL (starts) THEN 2
        ELSE 3
    END
$$;

-- undo
DROP FUNCTION hit_rank(text, text[], text, text, text[]);
