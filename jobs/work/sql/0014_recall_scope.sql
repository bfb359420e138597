-- What was sent about instruments that fall due: written by the system, read by all of the staff; the
-- office sends again what could not be delivered. No client reads it: they have the mail, and what is
-- due stands in their portal.
ALTER TABLE recall_mails ADD CONSTRAINT recall_mails_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE;
ALTER TABLE recall_items ADD CONSTRAINT recall_items_place_of_mail
    FOREIGN KEY (company_id, branch_id, mail_id)
    REFERENCES recall_mails (company_id, branch_id, id) ON UPDATE CASCADE;

ALTER TABLE recall_mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE recall_items ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON recall_mails, recall_items
    TO realsync_office, realsync_onboarding, realsync_technician;
GRANT UPDATE ON recall_mails TO realsync_office;
GRANT SELECT, INSERT, UPDATE ON recall_mails TO realsync_system;
GRANT SELECT, INSERT ON recall_items TO realsync_system;
CREATE POLICY office ON recall_mails TO realsync_office USING (true);
CREATE POLICY office ON recall_items FOR SELECT TO realsync_office USING (true);
CREATE POLICY onboarding ON recall_mails FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY onboarding ON recall_items FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY technician ON recall_mails FOR SELECT TO realsync_technician USING (true);
CREATE POLICY technician ON recall_items FOR SELECT TO realsync_technician USING (true);
CREATE POLICY system ON recall_mails TO realsync_system USING (true);
CREATE POLICY system ON recall_items TO realsync_system USING (true);

-- undo
DROP POLICY system ON recall_items;
DROP POLICY system ON recall_mails;
DROP POLICY technician ON recall_items;
DROP POLICY technician ON recall_mails;
DROP POLICY onboarding ON recall_items;
DROP POLICY onboarding ON recall_mails;
DROP POLICY office ON recall_items;
DROP POLICY office ON recall_mails;
REVOKE ALL ON recall_mails, recall_items
    FROM realsync_office, realsync_onboarding, realsync_technician, realsync_system;
ALTER TABLE recall_items DISABLE ROW LEVEL SECURITY;
ALTER TABLE recall_mails DISABLE ROW LEVEL SECURITY;
ALTER TABLE recall_items DROP CONSTRAINT recall_items_place_of_mail;
ALTER TABLE recall_mails DROP CONSTRAINT recall_mails_branch_of_company;
