-- Where notices, acknowledgements and messages stand: at a branch of the company, or at all of it.
-- They follow a branch that moves with its company.
ALTER TABLE notices ADD CONSTRAINT notices_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE;
ALTER TABLE acknowledgements ADD CONSTRAINT acknowledgements_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE;
ALTER TABLE messages ADD CONSTRAINT messages_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE;

-- Used by every acknowledgement. It runs as the client: what their scope does not show them, they
-- cannot acknowledge, for a foreign key alone would take any number.
CREATE FUNCTION acknowledgement_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.notice_id IS NOT NULL THEN
        SELECT company_id, branch_id INTO NEW.company_id, NEW.branch_id
        FROM notices WHERE id = NEW.notice_id;
    ELSE
        SELECT company_id, branch_id INTO NEW.company_id, NEW.branch_id
        FROM notes WHERE id = NEW.note_id;
    END IF;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'There is nothing to acknowledge.'
            USING ERRCODE = '23503', CONSTRAINT = 'acknowledgements_seen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER acknowledgements_place BEFORE INSERT ON acknowledgements
FOR EACH ROW EXECUTE FUNCTION acknowledgement_takes_place();

-- undo
DROP TRIGGER acknowledgements_place ON acknowledgements;
DROP FUNCTION acknowledgement_takes_place();
ALTER TABLE messages DROP CONSTRAINT messages_branch_of_company;
ALTER TABLE acknowledgements DROP CONSTRAINT acknowledgements_branch_of_company;
ALTER TABLE notices DROP CONSTRAINT notices_branch_of_company;
