-- What clients answer to quotes. They add an answer of their own to a quote that they see, as it is
-- before anything followed, and change none; the system settles it, the office reads it.
ALTER TABLE quote_responses ADD CONSTRAINT quote_responses_place_of_quote
    FOREIGN KEY (company_id, branch_id, quote_id)
    REFERENCES quotes (company_id, branch_id, id) ON UPDATE CASCADE;

ALTER TABLE quote_responses ENABLE ROW LEVEL SECURITY;
GRANT SELECT, UPDATE ON quote_responses TO realsync_system;
GRANT SELECT ON quote_responses TO realsync_office;
GRANT SELECT, INSERT ON quote_responses TO realsync_company, realsync_branch;

CREATE POLICY system ON quote_responses TO realsync_system USING (true);
CREATE POLICY office ON quote_responses FOR SELECT TO realsync_office USING (true);
CREATE POLICY company ON quote_responses FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company_asks ON quote_responses FOR INSERT TO realsync_company
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND answer = '' AND settled_at IS NULL
                AND job_id IS NULL
                AND EXISTS (SELECT FROM quotes q WHERE q.id = quote_id));
CREATE POLICY branch ON quote_responses FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));
CREATE POLICY branch_asks ON quote_responses FOR INSERT TO realsync_branch
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND answer = '' AND settled_at IS NULL
                AND job_id IS NULL
                AND EXISTS (SELECT FROM quotes q WHERE q.id = quote_id));

-- undo
DROP POLICY branch_asks ON quote_responses;
DROP POLICY branch ON quote_responses;
DROP POLICY company_asks ON quote_responses;
DROP POLICY company ON quote_responses;
DROP POLICY office ON quote_responses;
DROP POLICY system ON quote_responses;
REVOKE ALL ON quote_responses
    FROM realsync_office, realsync_company, realsync_branch, realsync_system;
ALTER TABLE quote_responses DISABLE ROW LEVEL SECURITY;
ALTER TABLE quote_responses DROP CONSTRAINT quote_responses_place_of_quote;
