-- A certificate that is issued while an incident of one of its standards is open, of a day that is in
-- doubt, joins the incident: it waited for approval when that was opened. Its client is told anew.
-- SECURITY DEFINER: whoever issues it need not see the incident.
CREATE FUNCTION late_paper_joins_incident() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    WITH joined AS (
        INSERT INTO incident_certificates (incident_id, certificate_id, company_id, branch_id,
                                           job_id, technician_id, performed_on)
        SELECT i.id, NEW.certificate_id, NEW.company_id, NEW.branch_id, NEW.job_id,
               NEW.technician_id, NEW.performed_on
        FROM incidents i
        WHERE i.standard_id = NEW.standard_id AND i.status = 'open'
          AND (i.since IS NULL OR i.since <= NEW.performed_on)
        RETURNING incident_id
    )
    INSERT INTO incident_clients AS c (incident_id, company_id, certificates)
    SELECT incident_id, NEW.company_id, 1 FROM joined
    ON CONFLICT (incident_id, company_id) DO UPDATE
    SET certificates = c.certificates + 1, told_at = NULL, told_by_id = NULL,
        settled_at = NULL, settlement = '';
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION late_paper_joins_incident() FROM PUBLIC;
CREATE TRIGGER certificate_standards_late AFTER INSERT ON certificate_standards FOR EACH ROW
EXECUTE FUNCTION late_paper_joins_incident();

-- undo
DROP TRIGGER certificate_standards_late ON certificate_standards;
DROP FUNCTION late_paper_joins_incident();
