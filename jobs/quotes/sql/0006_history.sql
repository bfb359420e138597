-- Quotes carry notes and documents that follow them in a merge; their history stays.
CREATE FUNCTION place_of_quote(record_id bigint, OUT company_id bigint, OUT branch_id bigint)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT q.company_id, q.branch_id FROM quotes q WHERE q.id = record_id
$$;
CREATE TRIGGER quotes_links_follow AFTER UPDATE OF company_id, branch_id ON quotes FOR EACH ROW
WHEN ((OLD.company_id, OLD.branch_id) IS DISTINCT FROM (NEW.company_id, NEW.branch_id))
EXECUTE FUNCTION links_follow_record('quote');
CREATE TRIGGER quotes_history_stays BEFORE DELETE ON quotes FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('quote');
CREATE TRIGGER company_prices_history_stays BEFORE DELETE ON company_prices FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('companyprice');

-- undo
DROP TRIGGER company_prices_history_stays ON company_prices;
DROP TRIGGER quotes_history_stays ON quotes;
DROP TRIGGER quotes_links_follow ON quotes;
DROP FUNCTION place_of_quote(bigint);
