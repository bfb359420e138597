-- Used by timelines and by the list of activity: that there is a note among the staff is known to
-- those who may read it, and to no others.
ALTER POLICY onboarding ON activity_log
    USING (entity_type <> 'servicepricing' AND NOT (verb LIKE 'note.%' AND audience = 'staff'));
ALTER POLICY technician ON activity_log
    USING (entity_type = ANY ('{company,branch,contact,service,equipment,calibrationplan}'::text[])
           AND NOT (verb LIKE 'note.%' AND audience = 'staff'));

-- undo
ALTER POLICY technician ON activity_log
    USING (entity_type = ANY ('{company,branch,contact,service,equipment,calibrationplan}'::text[]));
ALTER POLICY onboarding ON activity_log USING (entity_type <> 'servicepricing');
