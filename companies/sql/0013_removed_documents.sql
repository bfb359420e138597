-- A document that was removed is not shown to clients, nor are its files: those take the audience
-- that the document has for the time being. SECURITY DEFINER: as before.
CREATE OR REPLACE FUNCTION document_versions_follow() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE document_versions
    SET company_id = NEW.company_id, branch_id = NEW.branch_id,
        audience = CASE WHEN NEW.is_active THEN NEW.audience ELSE 'staff' END
    WHERE document_id = NEW.id;
    RETURN NULL;
END
$$;
DROP TRIGGER documents_versions_follow ON documents;
CREATE TRIGGER documents_versions_follow
AFTER UPDATE OF company_id, branch_id, audience, is_active, entity_type, entity_id
ON documents FOR EACH ROW EXECUTE FUNCTION document_versions_follow();

CREATE OR REPLACE FUNCTION document_version_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_id, branch_id, CASE WHEN is_active THEN audience ELSE 'staff' END
    INTO NEW.company_id, NEW.branch_id, NEW.audience
    FROM documents WHERE id = NEW.document_id;
    RETURN NEW;
END
$$;

-- undo
CREATE OR REPLACE FUNCTION document_version_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT company_id, branch_id, audience INTO NEW.company_id, NEW.branch_id, NEW.audience
    FROM documents WHERE id = NEW.document_id;
    RETURN NEW;
END
$$;
DROP TRIGGER documents_versions_follow ON documents;
CREATE OR REPLACE FUNCTION document_versions_follow() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE document_versions
    SET company_id = NEW.company_id, branch_id = NEW.branch_id, audience = NEW.audience
    WHERE document_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER documents_versions_follow
AFTER UPDATE OF company_id, branch_id, audience, entity_type, entity_id
ON documents FOR EACH ROW EXECUTE FUNCTION document_versions_follow();
