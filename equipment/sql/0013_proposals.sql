-- What clients propose of the register: where it stands, and who sees, makes and answers it.
-- Companies that merge take their branches along, and these with them.
ALTER TABLE proposals ADD CONSTRAINT proposals_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE;

-- An instrument says where its proposal stands. Runs as whoever proposes: an instrument that they do
-- not see is none.
CREATE FUNCTION proposal_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT e.company_id, e.branch_id INTO NEW.company_id, NEW.branch_id
    FROM equipment e WHERE e.id = NEW.equipment_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'There is no instrument %.', NEW.equipment_id
            USING ERRCODE = '23503', CONSTRAINT = 'proposals_equipment_known';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER proposals_place BEFORE INSERT ON proposals FOR EACH ROW
WHEN (NEW.equipment_id IS NOT NULL) EXECUTE FUNCTION proposal_takes_place();

ALTER TABLE proposals ENABLE ROW LEVEL SECURITY;
GRANT SELECT, UPDATE ON proposals TO realsync_office, realsync_onboarding, realsync_technician;
GRANT SELECT, INSERT ON proposals TO realsync_company, realsync_branch;
GRANT SELECT ON proposals TO realsync_system;
CREATE POLICY office ON proposals TO realsync_office USING (true);
CREATE POLICY onboarding ON proposals TO realsync_onboarding USING (true);
CREATE POLICY technician ON proposals TO realsync_technician USING (true);
CREATE POLICY system ON proposals FOR SELECT TO realsync_system USING (true);
CREATE POLICY company ON proposals FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company_proposes ON proposals FOR INSERT TO realsync_company
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND answer = '');
CREATE POLICY branch ON proposals FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));
CREATE POLICY branch_proposes ON proposals FOR INSERT TO realsync_branch
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND answer = '');

-- undo
DROP POLICY branch_proposes ON proposals;
DROP POLICY branch ON proposals;
DROP POLICY company_proposes ON proposals;
DROP POLICY company ON proposals;
DROP POLICY system ON proposals;
DROP POLICY technician ON proposals;
DROP POLICY onboarding ON proposals;
DROP POLICY office ON proposals;
REVOKE ALL ON proposals FROM realsync_office, realsync_onboarding, realsync_technician,
    realsync_company, realsync_branch, realsync_system;
ALTER TABLE proposals DISABLE ROW LEVEL SECURITY;
DROP TRIGGER proposals_place ON proposals;
DROP FUNCTION proposal_takes_place();
ALTER TABLE proposals DROP CONSTRAINT proposals_branch_of_company;
