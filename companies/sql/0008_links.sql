-- Notes and documents hang on a record of any kind. Each kind says where its records stand by a
-- function `place_of_<kind>`; what is linked takes that place, and cannot name another company.
CREATE FUNCTION place_of_company(record_id bigint, OUT company_id bigint, OUT branch_id bigint)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT c.id, NULL::bigint FROM companies c WHERE c.id = record_id
$$;
CREATE FUNCTION place_of_branch(record_id bigint, OUT company_id bigint, OUT branch_id bigint)
RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT b.company_id, b.id FROM branches b WHERE b.id = record_id
$$;

CREATE FUNCTION link_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place record;
BEGIN
    BEGIN
        EXECUTE format('SELECT * FROM %I($1)', 'place_of_' || NEW.entity_type)
        INTO STRICT place USING NEW.entity_id;
    EXCEPTION WHEN no_data_found OR undefined_function THEN
        RAISE EXCEPTION 'There is no % %.', NEW.entity_type, NEW.entity_id
            USING ERRCODE = '23503', CONSTRAINT = 'link_record_exists';
    END;
    IF NEW.company_id <> place.company_id OR NEW.branch_id <> place.branch_id THEN
        RAISE EXCEPTION 'The record belongs to another company or branch.'
            USING ERRCODE = '23514', CONSTRAINT = 'link_record_of_company';
    END IF;
    NEW.company_id := place.company_id;
    NEW.branch_id := place.branch_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER notes_place BEFORE INSERT OR UPDATE OF entity_type, entity_id ON notes
FOR EACH ROW EXECUTE FUNCTION link_takes_place();
CREATE TRIGGER documents_place BEFORE INSERT OR UPDATE OF entity_type, entity_id ON documents
FOR EACH ROW EXECUTE FUNCTION link_takes_place();

-- The files of a document are seen by those who see the document.
CREATE FUNCTION document_version_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_id, branch_id, audience INTO NEW.company_id, NEW.branch_id, NEW.audience
    FROM documents WHERE id = NEW.document_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER document_versions_place BEFORE INSERT ON document_versions
FOR EACH ROW EXECUTE FUNCTION document_version_takes_place();

-- SECURITY DEFINER: whoever moves a record or opens a document to clients may see fewer links
-- than hang on it, and all of them must follow. It writes nothing but place and audience.
CREATE FUNCTION document_versions_follow() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE document_versions
    SET company_id = NEW.company_id, branch_id = NEW.branch_id, audience = NEW.audience
    WHERE document_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER documents_versions_follow AFTER UPDATE OF company_id, branch_id, audience, entity_type, entity_id
ON documents FOR EACH ROW EXECUTE FUNCTION document_versions_follow();

-- The same reason. The kind of the record is the trigger's argument.
CREATE FUNCTION links_follow_record() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    place record;
BEGIN
    EXECUTE format('SELECT * FROM %I($1)', 'place_of_' || TG_ARGV[0]) INTO place USING NEW.id;
    UPDATE notes SET company_id = place.company_id, branch_id = place.branch_id
    WHERE entity_type = TG_ARGV[0] AND entity_id = NEW.id;
    UPDATE documents SET company_id = place.company_id, branch_id = place.branch_id
    WHERE entity_type = TG_ARGV[0] AND entity_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER branches_links_follow AFTER UPDATE OF company_id ON branches FOR EACH ROW
WHEN (OLD.company_id IS DISTINCT FROM NEW.company_id)
EXECUTE FUNCTION links_follow_record('branch');
REVOKE ALL ON FUNCTION document_versions_follow(), links_follow_record() FROM PUBLIC;

-- undo
DROP TRIGGER branches_links_follow ON branches;
DROP FUNCTION links_follow_record();
DROP TRIGGER documents_versions_follow ON documents;
DROP FUNCTION document_versions_follow();
DROP TRIGGER document_versions_place ON document_versions;
DROP FUNCTION document_version_takes_place();
DROP TRIGGER documents_place ON documents;
DROP TRIGGER notes_place ON notes;
DROP FUNCTION link_takes_place();
DROP FUNCTION place_of_branch(bigint);
DROP FUNCTION place_of_company(bigint);
