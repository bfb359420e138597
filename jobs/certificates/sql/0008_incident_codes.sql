-- Codes and search of incidents. Few rows: the text needs no index. Used by IncidentQuerySet.matching.
CREATE SEQUENCE incident_codes;
CREATE FUNCTION incident_text(code text, reason text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT code || ' ' || reason $$;

-- undo
DROP FUNCTION incident_text(text, text);
DROP SEQUENCE incident_codes;
