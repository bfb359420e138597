-- States, versions and copies of certificates, and what an issued one keeps as it is. Fires for
-- every writer, the owner included (TRUNCATE is the owner's, for demo data).

-- Only these moves, as jobs/certificates/choices.py says them. A paper that is issued is whole:
-- see the constraints. In the order of names, before what keeps it.
CREATE FUNCTION certificate_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (
        ('draft', 'pending_review'), ('pending_review', 'approved'), ('pending_review', 'draft'),
        ('approved', 'superseded'), ('approved', 'withdrawn')
    ) THEN
        RAISE EXCEPTION 'A certificate does not move from % to %.', OLD.status, NEW.status
            USING ERRCODE = '23514', CONSTRAINT = 'certificates_move_allowed';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER certificates_move BEFORE UPDATE ON certificates FOR EACH ROW
WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION certificate_moves();

-- Once issued, no column changes but these: where its job stands and whose that is, both held by
-- that job; its state, with the reason of a withdrawal; and its file, from none to one. Columns
-- that a release adds are kept, too. What waits for approval changes only in what approval,
-- rejection and place write: somebody is reading it.
CREATE FUNCTION certificate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := '{company_id,branch_id,technician_id,status}';
BEGIN
    IF OLD.status = 'pending_review' THEN
        free := free || CASE WHEN NEW.status = 'draft' THEN '{rejection_reason}'::text[]
            WHEN NEW.status = 'approved'
            THEN '{number,approver_id,approver_name,issued_on,laboratory,is_accredited}'::text[]
            ELSE '{}' END;
    ELSE
        IF NEW.status = 'withdrawn' AND OLD.status = 'approved' THEN
            free := free || 'withdrawal_reason'::text;
        END IF;
        IF OLD.pdf = '' THEN
            free := free || '{pdf,pdf_sha256}'::text[];
        END IF;
    END IF;
    IF to_jsonb(OLD) - free IS DISTINCT FROM to_jsonb(NEW) - free THEN
        RAISE EXCEPTION 'Certificate % was handed in or issued and does not change.', OLD.id
            USING ERRCODE = '23514', CONSTRAINT = 'certificates_stay';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER certificates_paper BEFORE UPDATE ON certificates FOR EACH ROW
WHEN (OLD.status <> 'draft') EXECUTE FUNCTION certificate_stays();

CREATE FUNCTION certificate_standard_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := '{company_id,branch_id,technician_id}';
BEGIN
    IF to_jsonb(OLD) - free IS DISTINCT FROM to_jsonb(NEW) - free THEN
        RAISE EXCEPTION 'What certificate % rests on does not change.', OLD.certificate_id
            USING ERRCODE = '23514', CONSTRAINT = 'certificates_stay';
    END IF;
    SELECT technician_id INTO NEW.technician_id FROM certificates WHERE id = NEW.certificate_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER certificate_standards_paper BEFORE UPDATE ON certificate_standards FOR EACH ROW
EXECUTE FUNCTION certificate_standard_stays();

-- What was drawn up is kept: a draft that nobody needs is retired.
CREATE FUNCTION certificate_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A certificate is not deleted.'
        USING ERRCODE = '23514', CONSTRAINT = 'certificates_kept';
END
$$;
CREATE TRIGGER certificates_kept BEFORE DELETE ON certificates FOR EACH ROW
EXECUTE FUNCTION certificate_is_kept();
CREATE TRIGGER certificate_standards_kept BEFORE DELETE ON certificate_standards FOR EACH ROW
EXECUTE FUNCTION certificate_is_kept();

-- The file, and whose job it is, move no version: nobody edits them.
CREATE TRIGGER certificates_version BEFORE UPDATE ON certificates FOR EACH ROW
WHEN (to_jsonb(OLD) - '{technician_id,pdf,pdf_sha256,updated_at}'::text[]
      IS DISTINCT FROM to_jsonb(NEW) - '{technician_id,pdf,pdf_sha256,updated_at}'::text[])
EXECUTE FUNCTION bump_version();

-- Whose job it is says the job, whoever writes.
CREATE FUNCTION certificate_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_id, branch_id, technician_id
    INTO NEW.company_id, NEW.branch_id, NEW.technician_id
    FROM jobs WHERE id = NEW.job_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER certificates_job BEFORE INSERT OR UPDATE OF job_id, technician_id ON certificates
FOR EACH ROW EXECUTE FUNCTION certificate_takes_place();

-- SECURITY DEFINER: whoever hands a job over need not see its certificates, yet they follow it.
-- It writes nothing but whose they are.
CREATE FUNCTION certificates_follow_job() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE certificates SET technician_id = NEW.technician_id WHERE job_id = NEW.id;
    UPDATE certificate_standards s SET technician_id = NEW.technician_id
    FROM certificates c WHERE c.job_id = NEW.id AND c.id = s.certificate_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER jobs_certificates_follow AFTER UPDATE ON jobs FOR EACH ROW
WHEN (OLD.technician_id IS DISTINCT FROM NEW.technician_id)
EXECUTE FUNCTION certificates_follow_job();

-- Which standards an issued certificate rests on, for incidents; from what it prints of them.
-- SECURITY DEFINER: nobody else writes there, hence nothing else can stand there.
CREATE FUNCTION certificate_names_standards() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO certificate_standards
        (certificate_id, standard_id, company_id, branch_id, job_id, technician_id, performed_on)
    SELECT DISTINCT NEW.id, (each ->> 'id')::bigint, NEW.company_id, NEW.branch_id, NEW.job_id,
           NEW.technician_id, NEW.performed_on
    FROM jsonb_array_elements(NEW.standards) AS each;
    RETURN NULL;
END
$$;
CREATE TRIGGER certificates_standards AFTER UPDATE ON certificates FOR EACH ROW
WHEN (OLD.status IS DISTINCT FROM NEW.status AND NEW.status = 'approved')
EXECUTE FUNCTION certificate_names_standards();

-- What a paper rests on stays: the item and the results of a certificate that is handed in or
-- issued; nothing is added to them either. Where the instrument stands meanwhile, and that it went
-- back, is still written, and all of it follows its job. (The amount follows from what stays.) In
-- the order of names, before versions. The argument is the column that names the item.
-- SECURITY DEFINER: it must see certificates whoever writes.
CREATE FUNCTION certified_item_stays() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    free text[] := '{company_id,branch_id,technician_id,shelf,returned_on,amount}';
    before jsonb := to_jsonb(OLD);
    after jsonb := to_jsonb(NEW);
BEGIN
    IF before - free IS DISTINCT FROM after - free AND EXISTS (
        SELECT FROM certificates
        WHERE item_id IN ((before ->> TG_ARGV[0])::bigint, (after ->> TG_ARGV[0])::bigint)
        AND status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'What stands on a certificate does not change.'
            USING ERRCODE = '23514', CONSTRAINT = 'certified_items_stay';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;
CREATE TRIGGER job_items_certified BEFORE UPDATE OR DELETE ON job_items FOR EACH ROW
EXECUTE FUNCTION certified_item_stays('id');
CREATE TRIGGER bench_items_certified BEFORE INSERT OR UPDATE OR DELETE ON bench_items FOR EACH ROW
EXECUTE FUNCTION certified_item_stays('item_id');
CREATE TRIGGER measurements_certified BEFORE INSERT OR UPDATE OR DELETE ON measurements FOR EACH ROW
EXECUTE FUNCTION certified_item_stays('item_id');
REVOKE ALL ON FUNCTION certificates_follow_job(), certificate_names_standards(),
    certified_item_stays() FROM PUBLIC;

-- undo
DROP TRIGGER measurements_certified ON measurements;
DROP TRIGGER bench_items_certified ON bench_items;
DROP TRIGGER job_items_certified ON job_items;
DROP FUNCTION certified_item_stays();
DROP TRIGGER certificates_standards ON certificates;
DROP FUNCTION certificate_names_standards();
DROP TRIGGER jobs_certificates_follow ON jobs;
DROP FUNCTION certificates_follow_job();
DROP TRIGGER certificates_job ON certificates;
DROP FUNCTION certificate_takes_place();
DROP TRIGGER certificates_version ON certificates;
DROP TRIGGER certificate_standards_kept ON certificate_standards;
DROP TRIGGER certificates_kept ON certificates;
DROP FUNCTION certificate_is_kept();
DROP TRIGGER certificate_standards_paper ON certificate_standards;
DROP FUNCTION certificate_standard_stays();
DROP TRIGGER certificates_paper ON certificates;
DROP FUNCTION certificate_stays();
DROP TRIGGER certificates_move ON certificates;
DROP FUNCTION certificate_moves();
