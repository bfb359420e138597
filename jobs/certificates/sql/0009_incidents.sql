-- Incidents with their certificates and clients: keys, versions, and who sees and writes them. A
-- technician: those that touch a certificate of theirs, and of those no others. No client: they are
-- told by a notice.
ALTER TABLE incident_certificates ADD CONSTRAINT incident_certificates_place_of_certificate
    FOREIGN KEY (company_id, branch_id, certificate_id)
    REFERENCES certificates (company_id, branch_id, id) ON UPDATE CASCADE;
ALTER TABLE incident_clients ADD CONSTRAINT incident_clients_told_by_known
    FOREIGN KEY (told_by_id) REFERENCES users (id);

CREATE TRIGGER incidents_version BEFORE UPDATE ON incidents FOR EACH ROW
WHEN ((OLD.code, OLD.standard_id, OLD.since, OLD.reason, OLD.status, OLD.notice, OLD.conclusion,
       OLD.closed_at, OLD.is_active, OLD.version)
      IS DISTINCT FROM
      (NEW.code, NEW.standard_id, NEW.since, NEW.reason, NEW.status, NEW.notice, NEW.conclusion,
       NEW.closed_at, NEW.is_active, NEW.version))
EXECUTE FUNCTION bump_version();
CREATE FUNCTION place_of_incident(record_id bigint, OUT company_id bigint, OUT branch_id bigint)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT NULL::bigint, NULL::bigint FROM incidents i WHERE i.id = record_id
$$;
-- SECURITY DEFINER: whoever hands a job over need not see the incident, yet its row follows.
CREATE FUNCTION certificate_technician_reaches_incidents() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE incident_certificates SET technician_id = NEW.technician_id
    WHERE certificate_id = NEW.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION certificate_technician_reaches_incidents() FROM PUBLIC;
CREATE TRIGGER certificates_technician_incidents AFTER UPDATE ON certificates FOR EACH ROW
WHEN (OLD.technician_id IS DISTINCT FROM NEW.technician_id)
EXECUTE FUNCTION certificate_technician_reaches_incidents();

ALTER TABLE incidents ENABLE ROW LEVEL SECURITY;
ALTER TABLE incident_certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE incident_clients ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON incidents, incident_clients TO realsync_office;
GRANT SELECT, INSERT ON incident_certificates TO realsync_office;
GRANT SELECT, UPDATE ON incident_clients TO realsync_system;
GRANT SELECT ON incidents, incident_certificates TO realsync_system;
GRANT SELECT ON incidents, incident_certificates, incident_clients
    TO realsync_onboarding, realsync_technician;
GRANT USAGE ON SEQUENCE incident_codes TO realsync_office;

CREATE POLICY office ON incidents TO realsync_office USING (true);
CREATE POLICY office ON incident_certificates TO realsync_office USING (true);
CREATE POLICY office ON incident_clients TO realsync_office USING (true);
CREATE POLICY system ON incidents FOR SELECT TO realsync_system USING (true);
CREATE POLICY system ON incident_certificates FOR SELECT TO realsync_system USING (true);
CREATE POLICY system ON incident_clients TO realsync_system USING (true);
CREATE POLICY onboarding ON incidents FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON incident_certificates FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON incident_clients FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY technician ON incident_certificates FOR SELECT TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR job_id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]));
-- Both ask that table, hence for their own only.
CREATE POLICY technician ON incidents FOR SELECT TO realsync_technician
    USING (EXISTS (SELECT FROM incident_certificates c WHERE c.incident_id = incidents.id));
CREATE POLICY technician ON incident_clients FOR SELECT TO realsync_technician
    USING (EXISTS (SELECT FROM incident_certificates c
                   WHERE c.incident_id = incident_clients.incident_id
                   AND c.company_id = incident_clients.company_id));

-- What hangs on an incident is seen by those who see it (see 0004_scope.sql).
CREATE POLICY of_incidents ON notes AS RESTRICTIVE FOR SELECT TO realsync_technician
    USING (entity_type <> 'incident'
           OR EXISTS (SELECT FROM incidents i WHERE i.id = entity_id));
CREATE POLICY of_incidents ON documents AS RESTRICTIVE FOR SELECT TO realsync_technician
    USING (entity_type <> 'incident'
           OR EXISTS (SELECT FROM incidents i WHERE i.id = entity_id));
CREATE POLICY technician_incidents ON activity_log FOR SELECT TO realsync_technician
    USING (entity_type = 'incident'
           AND EXISTS (SELECT FROM incidents i WHERE i.id = entity_id));

-- undo
DROP POLICY technician_incidents ON activity_log;
DROP POLICY of_incidents ON documents;
DROP POLICY of_incidents ON notes;
DROP POLICY technician ON incident_clients;
DROP POLICY technician ON incidents;
DROP POLICY technician ON incident_certificates;
DROP POLICY onboarding ON incident_clients;
DROP POLICY onboarding ON incident_certificates;
DROP POLICY onboarding ON incidents;
DROP POLICY system ON incident_clients;
DROP POLICY system ON incident_certificates;
DROP POLICY system ON incidents;
DROP POLICY office ON incident_clients;
DROP POLICY office ON incident_certificates;
DROP POLICY office ON incidents;
REVOKE ALL ON SEQUENCE incident_codes FROM realsync_office;
REVOKE ALL ON incidents, incident_certificates, incident_clients
    FROM realsync_office, realsync_onboarding, realsync_technician, realsync_system;
ALTER TABLE incident_clients DISABLE ROW LEVEL SECURITY;
ALTER TABLE incident_certificates DISABLE ROW LEVEL SECURITY;
ALTER TABLE incidents DISABLE ROW LEVEL SECURITY;
DROP TRIGGER certificates_technician_incidents ON certificates;
DROP FUNCTION certificate_technician_reaches_incidents();
DROP FUNCTION place_of_incident(bigint);
DROP TRIGGER incidents_version ON incidents;
ALTER TABLE incident_clients DROP CONSTRAINT incident_clients_told_by_known;
ALTER TABLE incident_certificates DROP CONSTRAINT incident_certificates_place_of_certificate;
