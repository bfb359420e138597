-- Audit packs: who asks for them and sees them. The worker makes them. A branch manager sees those
-- that somebody asked for as a branch manager, of no branch that is not theirs.
ALTER TABLE audit_packs ADD CONSTRAINT audit_packs_company_known
    FOREIGN KEY (company_id) REFERENCES companies (id),
    ADD CONSTRAINT audit_packs_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE;

ALTER TABLE audit_packs ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON audit_packs TO realsync_office, realsync_company, realsync_branch;
GRANT SELECT, UPDATE ON audit_packs TO realsync_system;
CREATE POLICY office ON audit_packs TO realsync_office USING (true);
CREATE POLICY system ON audit_packs TO realsync_system USING (true);
CREATE POLICY company ON audit_packs FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
-- Nobody names a file that is to be handed out.
CREATE POLICY company_asks ON audit_packs FOR INSERT TO realsync_company
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND file = '' AND parts = '{}' AND NOT is_planned);
CREATE POLICY branch ON audit_packs FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
           AND branch_ids <@ NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]);
CREATE POLICY branch_asks ON audit_packs FOR INSERT TO realsync_branch
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
                AND branch_ids <@ NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND file = '' AND parts = '{}' AND NOT is_planned);

-- undo
DROP POLICY branch_asks ON audit_packs;
DROP POLICY branch ON audit_packs;
DROP POLICY company_asks ON audit_packs;
DROP POLICY company ON audit_packs;
DROP POLICY system ON audit_packs;
DROP POLICY office ON audit_packs;
REVOKE ALL ON audit_packs FROM realsync_office, realsync_company, realsync_branch, realsync_system;
ALTER TABLE audit_packs DISABLE ROW LEVEL SECURITY;
ALTER TABLE audit_packs
    DROP CONSTRAINT audit_packs_company_known,
    DROP CONSTRAINT audit_packs_branch_of_company;
