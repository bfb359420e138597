-- Used by realsync.freshness: what browsers keep of these tables is fetched anew after a write.
SELECT mark_writes('certificates', 'certificate');
SELECT mark_writes('certificate_standards', 'certificate', 'certificate_id');
SELECT mark_writes('incidents', 'incident');
SELECT mark_writes('incident_certificates', 'incident', 'incident_id');
SELECT mark_writes('incident_clients', 'incident', 'incident_id');
SELECT mark_writes('validities', 'validity');

-- undo
SELECT mark_writes_no_more('certificates');
SELECT mark_writes_no_more('certificate_standards');
SELECT mark_writes_no_more('incidents');
SELECT mark_writes_no_more('incident_certificates');
SELECT mark_writes_no_more('incident_clients');
SELECT mark_writes_no_more('validities');
