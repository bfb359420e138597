-- Who sees and writes quotes and price lists: the office and the system. Clients read a quote once
-- it has been sent; onboarding and technicians have nothing here.
ALTER TABLE quotes ENABLE ROW LEVEL SECURITY;
ALTER TABLE quote_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE quote_approvals ENABLE ROW LEVEL SECURITY;
ALTER TABLE company_prices ENABLE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON quotes, quote_lines, quote_approvals, company_prices
    TO realsync_office, realsync_system;
-- Hard deletes are the admin's (see companies/sql/0010_hard_delete.sql). A quote is never deleted:
-- its number would be missing.
GRANT DELETE ON company_prices TO realsync_office;
GRANT SELECT ON quotes, quote_lines TO realsync_company, realsync_branch;

CREATE POLICY office ON quotes TO realsync_office USING (true);
CREATE POLICY office ON quote_lines TO realsync_office USING (true);
CREATE POLICY office ON quote_approvals TO realsync_office USING (true);
CREATE POLICY office ON company_prices TO realsync_office USING (true);
CREATE POLICY system ON quotes TO realsync_system USING (true);
CREATE POLICY system ON quote_lines TO realsync_system USING (true);
CREATE POLICY system ON quote_approvals TO realsync_system USING (true);
CREATE POLICY system ON company_prices TO realsync_system USING (true);

CREATE POLICY company ON quotes FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND status <> 'draft');
CREATE POLICY company ON quote_lines FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND is_sent AND is_active);
CREATE POLICY branch ON quotes FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
           AND status <> 'draft');
CREATE POLICY branch ON quote_lines FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
           AND is_sent AND is_active);

-- undo
DROP POLICY branch ON quote_lines;
DROP POLICY branch ON quotes;
DROP POLICY company ON quote_lines;
DROP POLICY company ON quotes;
DROP POLICY system ON company_prices;
DROP POLICY system ON quote_approvals;
DROP POLICY system ON quote_lines;
DROP POLICY system ON quotes;
DROP POLICY office ON company_prices;
DROP POLICY office ON quote_approvals;
DROP POLICY office ON quote_lines;
DROP POLICY office ON quotes;
REVOKE ALL ON quotes, quote_lines, quote_approvals, company_prices
    FROM realsync_office, realsync_company, realsync_branch, realsync_system;
ALTER TABLE company_prices DISABLE ROW LEVEL SECURITY;
ALTER TABLE quote_approvals DISABLE ROW LEVEL SECURITY;
ALTER TABLE quote_lines DISABLE ROW LEVEL SECURITY;
ALTER TABLE quotes DISABLE ROW LEVEL SECURITY;
