-- Jobs carry notes and documents that follow them in a merge; their history stays.
CREATE FUNCTION place_of_job(record_id bigint, OUT company_id bigint, OUT branch_id bigint)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT j.company_id, j.branch_id FROM jobs j WHERE j.id = record_id
$$;
CREATE TRIGGER jobs_links_follow AFTER UPDATE OF company_id, branch_id ON jobs FOR EACH ROW
WHEN ((OLD.company_id, OLD.branch_id) IS DISTINCT FROM (NEW.company_id, NEW.branch_id))
EXECUTE FUNCTION links_follow_record('job');
CREATE TRIGGER jobs_history_stays BEFORE DELETE ON jobs FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('job');

-- undo
DROP TRIGGER jobs_history_stays ON jobs;
DROP TRIGGER jobs_links_follow ON jobs;
DROP FUNCTION place_of_job(bigint);
