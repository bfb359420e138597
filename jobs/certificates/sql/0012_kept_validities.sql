-- A certificate that is superseded or withdrawn keeps the last day of its interval, beside a span that
-- holds no day: what was in force on an earlier day is still known. Used by packs/in_force.py.
CREATE OR REPLACE FUNCTION certificate_counts() RETURNS trigger LANGUAGE plpgsql
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
        UPDATE validities SET during = 'empty' WHERE certificate_id = NEW.id;
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

-- undo
DELETE FROM validities v USING certificates c WHERE c.id = v.certificate_id AND c.status <> 'approved';
CREATE OR REPLACE FUNCTION certificate_counts() RETURNS trigger LANGUAGE plpgsql
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
