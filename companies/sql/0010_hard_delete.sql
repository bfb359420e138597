-- Used by the admin: a hard delete is its own, and only where no history would go with the row.
-- Foreign keys keep a row that others hang on; what speaks of it by kind and number is kept
-- here, whoever deletes. Each look-up has its index, so that the refusal costs three of them.
CREATE FUNCTION refuse_loss_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM activity_log WHERE entity_type = TG_ARGV[0] AND entity_id = OLD.id
               AND verb <> TG_ARGV[0] || '.created')
       OR EXISTS (SELECT FROM notes WHERE entity_type = TG_ARGV[0] AND entity_id = OLD.id)
       OR EXISTS (SELECT FROM documents WHERE entity_type = TG_ARGV[0] AND entity_id = OLD.id) THEN
        RAISE EXCEPTION 'The history of % % stays.', TG_ARGV[0], OLD.id
            USING ERRCODE = '23001', CONSTRAINT = 'history_stays';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER companies_history_stays BEFORE DELETE ON companies FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('company');
CREATE TRIGGER branches_history_stays BEFORE DELETE ON branches FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('branch');
CREATE TRIGGER contacts_history_stays BEFORE DELETE ON contacts FOR EACH ROW
EXECUTE FUNCTION refuse_loss_of_history('contact');

GRANT DELETE ON companies, branches, contacts TO realsync_office;

-- undo
REVOKE DELETE ON companies, branches, contacts FROM realsync_office;
DROP TRIGGER contacts_history_stays ON contacts;
DROP TRIGGER branches_history_stays ON branches;
DROP TRIGGER companies_history_stays ON companies;
DROP FUNCTION refuse_loss_of_history();
