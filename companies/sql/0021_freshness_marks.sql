-- Used by realsync.freshness: what browsers keep of these tables is fetched anew after a write.
SELECT mark_writes('companies', 'company');
SELECT mark_writes('branches', 'branch');
SELECT mark_writes('contacts', 'contact');
SELECT mark_writes('documents', 'document');
SELECT mark_writes('document_versions', 'document', 'document_id');
SELECT mark_writes('merges', 'merge');
SELECT mark_writes('messages', 'message');
SELECT mark_writes('notes', 'note');
SELECT mark_writes('notices', 'notice');
SELECT mark_writes('acknowledgements', 'notice', 'notice_id');

-- undo
SELECT mark_writes_no_more('companies');
SELECT mark_writes_no_more('branches');
SELECT mark_writes_no_more('contacts');
SELECT mark_writes_no_more('documents');
SELECT mark_writes_no_more('document_versions');
SELECT mark_writes_no_more('merges');
SELECT mark_writes_no_more('messages');
SELECT mark_writes_no_more('notes');
SELECT mark_writes_no_more('notices');
SELECT mark_writes_no_more('acknowledgements');
