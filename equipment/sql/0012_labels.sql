-- Who prints labels. No client reads the table: whoever holds a label asks by its token.
ALTER TABLE equipment_labels ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON equipment_labels
    TO realsync_office, realsync_onboarding, realsync_technician;
CREATE POLICY office ON equipment_labels TO realsync_office USING (true);
CREATE POLICY onboarding ON equipment_labels TO realsync_onboarding USING (true);
CREATE POLICY technician ON equipment_labels TO realsync_technician USING (true);

-- What a label says to anybody who scans it: which instrument, and its code. A merged instrument leads
-- to the one that was kept. No row for an unknown token. Used by views/label.py.
-- SECURITY DEFINER: who asks need not have an account, hence has no scope.
CREATE FUNCTION instrument_of_label(label text) RETURNS TABLE (equipment_id bigint, code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT kept.id, kept.code
    FROM equipment_labels l
    JOIN equipment e ON e.id = l.equipment_id
    JOIN equipment kept ON kept.id = COALESCE(e.merged_into_id, e.id)
    WHERE l.token = label
$$;
REVOKE ALL ON FUNCTION instrument_of_label(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION instrument_of_label(text) TO realsync_web;

-- undo
DROP FUNCTION instrument_of_label(text);
DROP POLICY technician ON equipment_labels;
DROP POLICY onboarding ON equipment_labels;
DROP POLICY office ON equipment_labels;
REVOKE ALL ON equipment_labels FROM realsync_office, realsync_onboarding, realsync_technician;
ALTER TABLE equipment_labels DISABLE ROW LEVEL SECURITY;
