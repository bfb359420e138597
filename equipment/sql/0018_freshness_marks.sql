-- Used by realsync.freshness: what browsers keep of these tables is fetched anew after a write.
SELECT mark_writes('equipment', 'equipment');
SELECT mark_writes('calibration_plans', 'plan');
SELECT mark_writes('proposals', 'proposal');
SELECT mark_writes('services', 'service');
SELECT mark_writes('service_pricing', 'service', 'service_id');

-- undo
SELECT mark_writes_no_more('equipment');
SELECT mark_writes_no_more('calibration_plans');
SELECT mark_writes_no_more('proposals');
SELECT mark_writes_no_more('services');
SELECT mark_writes_no_more('service_pricing');
