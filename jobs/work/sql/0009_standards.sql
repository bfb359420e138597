-- Codes, search, versions and history of reference standards. Some hundred rows: the text needs no
-- index. Used by StandardQuerySet.matching and every write of standards.
CREATE SEQUENCE standard_codes;

CREATE FUNCTION standard_text(
    code text, name text, manufacturer text, model text, serial text, category text
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT code || ' ' || name || ' ' || manufacturer || ' ' || model || ' ' || serial || ' '
        || category
$$;

-- undo
DROP FUNCTION standard_text(text, text, text, text, text, text);
DROP SEQUENCE standard_codes;
