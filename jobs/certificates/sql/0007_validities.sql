-- Whether an instrument was in calibration on a day, for one service: no two certificates say so for
-- the same day. Also the index that finds the one. Used by the pages of instruments.
ALTER TABLE validities
    ADD CONSTRAINT validities_place_of_certificate
    FOREIGN KEY (company_id, branch_id, certificate_id)
    REFERENCES certificates (company_id, branch_id, id) ON UPDATE CASCADE,
    -- Checked when a statement ends: one calibration shortens another.
    ADD CONSTRAINT validities_once EXCLUDE USING gist
    (equipment_id WITH =, service_id WITH =, during WITH &&) DEFERRABLE INITIALLY IMMEDIATE;

-- A certificate that counts (passed, wholly or conditionally) holds from its day of calibration until
-- the end of the interval, or until the next calibration of whatever outcome; one that is superseded
-- or withdrawn never did. The end is the due date on the paper, else it follows from the plan.
-- SECURITY DEFINER: nobody else writes there, hence nothing else can stand there.
CREATE FUNCTION certificate_counts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.status = 'approved' AND NEW.verdict IN ('pass', 'conditional_pass') THEN
        INSERT INTO validities (equipment_id, service_id, certificate_id, company_id, branch_id,
                                job_id, technician_id, ends_on, during)
        VALUES (NEW.equipment_id, NEW.service_id, NEW.id, NEW.company_id, NEW.branch_id,
                NEW.job_id, NEW.technician_id,
                COALESCE(NEW.due_on, (
                    SELECT NEW.performed_on + (p.interval_count || ' ' || p.interval_unit)::interval
                    FROM calibration_plans p WHERE p.is_active
                    AND p.equipment_id = NEW.equipment_id AND p.service_id = NEW.service_id)),
                'empty');
    ELSE
        DELETE FROM validities WHERE certificate_id = NEW.id;
    END IF;
    UPDATE validities v SET during = daterange(n.begins_on, LEAST(v.ends_on + 1, n.next_on))
    FROM (
        SELECT id, performed_on AS begins_on,
               lead(performed_on) OVER (ORDER BY performed_on, id) AS next_on
        FROM certificates
        WHERE equipment_id = NEW.equipment_id AND service_id = NEW.service_id
        AND status = 'approved'
    ) AS n
    WHERE v.certificate_id = n.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER certificates_validity AFTER UPDATE ON certificates FOR EACH ROW
WHEN (OLD.status IS DISTINCT FROM NEW.status AND OLD.status <> 'draft' AND NEW.status <> 'draft'
      AND NEW.equipment_id IS NOT NULL AND NEW.service_id IS NOT NULL)
EXECUTE FUNCTION certificate_counts();
CREATE FUNCTION certificate_technician_reaches_validity() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE validities SET technician_id = NEW.technician_id WHERE certificate_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER certificates_technician_validity AFTER UPDATE ON certificates FOR EACH ROW
WHEN (OLD.technician_id IS DISTINCT FROM NEW.technician_id)
EXECUTE FUNCTION certificate_technician_reaches_validity();
REVOKE ALL ON FUNCTION certificate_counts(), certificate_technician_reaches_validity() FROM PUBLIC;

ALTER TABLE validities ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON validities TO realsync_office, realsync_onboarding, realsync_technician,
    realsync_company, realsync_branch, realsync_system;
CREATE POLICY office ON validities FOR SELECT TO realsync_office USING (true);
CREATE POLICY system ON validities FOR SELECT TO realsync_system USING (true);
CREATE POLICY onboarding ON validities FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY technician ON validities FOR SELECT TO realsync_technician
    USING (technician_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
           OR job_id = ANY (NULLIF(current_setting('realsync.job_ids', true), '')::bigint[]));
CREATE POLICY company ON validities FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY branch ON validities FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));

-- undo
DROP POLICY branch ON validities;
DROP POLICY company ON validities;
DROP POLICY technician ON validities;
DROP POLICY onboarding ON validities;
DROP POLICY system ON validities;
DROP POLICY office ON validities;
REVOKE ALL ON validities FROM realsync_office, realsync_onboarding, realsync_technician,
    realsync_company, realsync_branch, realsync_system;
ALTER TABLE validities DISABLE ROW LEVEL SECURITY;
DROP TRIGGER certificates_technician_validity ON certificates;
DROP FUNCTION certificate_technician_reaches_validity();
DROP TRIGGER certificates_validity ON certificates;
DROP FUNCTION certificate_counts();
ALTER TABLE validities
    DROP CONSTRAINT validities_once,
    DROP CONSTRAINT validities_place_of_certificate;
