-- Certificates carry notes and documents that follow them in a merge. Drafts are edited under a
-- lock, and tell who else shows them.
CREATE FUNCTION place_of_certificate(record_id bigint, OUT company_id bigint, OUT branch_id bigint)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT c.company_id, c.branch_id FROM certificates c WHERE c.id = record_id
$$;
CREATE TRIGGER certificates_links_follow AFTER UPDATE OF company_id, branch_id ON certificates
FOR EACH ROW
WHEN ((OLD.company_id, OLD.branch_id) IS DISTINCT FROM (NEW.company_id, NEW.branch_id))
EXECUTE FUNCTION links_follow_record('certificate');
SELECT edit_together('certificate', 'certificates', true);

-- undo
SELECT edit_apart('certificate');
DROP TRIGGER certificates_links_follow ON certificates;
DROP FUNCTION place_of_certificate(bigint);
