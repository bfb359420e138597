-- Used by every move of a branch or an instrument; a merge moves thousands of instruments at once.
-- Most have neither note nor document: two look-ups cost a tenth of what finding their place does.
-- SECURITY DEFINER: as before.
CREATE OR REPLACE FUNCTION links_follow_record() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    place record;
BEGIN
    IF EXISTS (SELECT FROM notes WHERE entity_type = TG_ARGV[0] AND entity_id = NEW.id)
       OR EXISTS (SELECT FROM documents WHERE entity_type = TG_ARGV[0] AND entity_id = NEW.id) THEN
        EXECUTE format('SELECT * FROM %I($1)', 'place_of_' || TG_ARGV[0]) INTO place USING NEW.id;
        UPDATE notes SET company_id = place.company_id, branch_id = place.branch_id
        WHERE entity_type = TG_ARGV[0] AND entity_id = NEW.id;
        UPDATE documents SET company_id = place.company_id, branch_id = place.branch_id
        WHERE entity_type = TG_ARGV[0] AND entity_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$;

-- undo
CREATE OR REPLACE FUNCTION links_follow_record() RETURNS trigger LANGUAGE plpgsql
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
