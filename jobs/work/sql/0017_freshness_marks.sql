-- Used by realsync.freshness: what browsers keep of these tables is fetched anew after a write.
SELECT mark_writes('jobs', 'job');
SELECT mark_writes('job_items', 'job', 'job_id');
SELECT mark_writes('visit_answers', 'job', 'job_id');
SELECT mark_writes('absences', 'absence');
SELECT mark_writes('holidays', 'holiday');
SELECT mark_writes('skills', 'skill');
SELECT mark_writes('standards', 'standard');
SELECT mark_writes('recall_mails', 'recall');
SELECT mark_writes('recall_items', 'recall', 'mail_id');
SELECT mark_writes('service_requests', 'request');
SELECT mark_writes('service_request_items', 'request', 'request_id');

-- undo
SELECT mark_writes_no_more('jobs');
SELECT mark_writes_no_more('job_items');
SELECT mark_writes_no_more('visit_answers');
SELECT mark_writes_no_more('absences');
SELECT mark_writes_no_more('holidays');
SELECT mark_writes_no_more('skills');
SELECT mark_writes_no_more('standards');
SELECT mark_writes_no_more('recall_mails');
SELECT mark_writes_no_more('recall_items');
SELECT mark_writes_no_more('service_requests');
SELECT mark_writes_no_more('service_request_items');
