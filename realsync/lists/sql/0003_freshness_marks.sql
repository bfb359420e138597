-- Used by realsync.freshness: what browsers keep of these tables is fetched anew after a write.
SELECT mark_writes('saved_views', 'saved_view');
SELECT mark_writes('list_selections', 'selection');

-- undo
SELECT mark_writes_no_more('saved_views');
SELECT mark_writes_no_more('list_selections');
