-- Used by realsync.freshness: what browsers keep of these tables is fetched anew after a write.
SELECT mark_writes('quotes', 'quote');
SELECT mark_writes('quote_lines', 'quote', 'quote_id');
SELECT mark_writes('quote_approvals', 'quote', 'quote_id');
SELECT mark_writes('quote_responses', 'quote', 'quote_id');
SELECT mark_writes('company_prices', 'price');

-- undo
SELECT mark_writes_no_more('quotes');
SELECT mark_writes_no_more('quote_lines');
SELECT mark_writes_no_more('quote_approvals');
SELECT mark_writes_no_more('quote_responses');
SELECT mark_writes_no_more('company_prices');
