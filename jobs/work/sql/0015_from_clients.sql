-- What clients say to visits, and what they ask for. They add rows of their own and change none; the
-- system settles them. A technician reads what belongs to a job of theirs: a subquery by primary key,
-- since these tables are read by record.
ALTER TABLE visit_answers ADD CONSTRAINT visit_answers_place_of_job
    FOREIGN KEY (company_id, branch_id, job_id)
    REFERENCES jobs (company_id, branch_id, id) ON UPDATE CASCADE;
ALTER TABLE service_requests ADD CONSTRAINT service_requests_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE;
ALTER TABLE service_request_items ADD CONSTRAINT service_request_items_place_of_request
    FOREIGN KEY (company_id, branch_id, request_id)
    REFERENCES service_requests (company_id, branch_id, id) ON UPDATE CASCADE;

ALTER TABLE visit_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_request_items ENABLE ROW LEVEL SECURITY;
GRANT SELECT, UPDATE ON visit_answers, service_requests TO realsync_office, realsync_system;
GRANT SELECT ON service_request_items TO realsync_office, realsync_system;
GRANT SELECT ON visit_answers, service_requests, service_request_items
    TO realsync_onboarding, realsync_technician;
GRANT SELECT, INSERT ON visit_answers, service_requests, service_request_items
    TO realsync_company, realsync_branch;

CREATE POLICY office ON visit_answers TO realsync_office USING (true);
CREATE POLICY system ON visit_answers TO realsync_system USING (true);
CREATE POLICY onboarding ON visit_answers FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY office ON service_requests TO realsync_office USING (true);
CREATE POLICY system ON service_requests TO realsync_system USING (true);
CREATE POLICY onboarding ON service_requests FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY office ON service_request_items FOR SELECT TO realsync_office USING (true);
CREATE POLICY system ON service_request_items FOR SELECT TO realsync_system USING (true);
CREATE POLICY onboarding ON service_request_items FOR SELECT TO realsync_onboarding USING (true);
CREATE POLICY technician ON visit_answers FOR SELECT TO realsync_technician
    USING (EXISTS (SELECT FROM jobs j WHERE j.id = job_id));
CREATE POLICY technician ON service_requests FOR SELECT TO realsync_technician
    USING (EXISTS (SELECT FROM jobs j WHERE j.id = job_id));
CREATE POLICY technician ON service_request_items FOR SELECT TO realsync_technician
    USING (EXISTS (SELECT FROM service_requests r WHERE r.id = request_id));
CREATE POLICY company ON visit_answers FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company_asks ON visit_answers FOR INSERT TO realsync_company
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND answer = '' AND settled_at IS NULL
                AND EXISTS (SELECT FROM jobs j WHERE j.id = job_id));
CREATE POLICY branch ON visit_answers FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));
CREATE POLICY branch_asks ON visit_answers FOR INSERT TO realsync_branch
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND answer = '' AND settled_at IS NULL
                AND EXISTS (SELECT FROM jobs j WHERE j.id = job_id));
CREATE POLICY company ON service_requests FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company_asks ON service_requests FOR INSERT TO realsync_company
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND answer = '' AND settled_at IS NULL
                AND job_id IS NULL);
CREATE POLICY branch ON service_requests FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));
CREATE POLICY branch_asks ON service_requests FOR INSERT TO realsync_branch
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
                AND user_id = NULLIF(current_setting('realsync.user_id', true), '')::bigint
                AND state = 'open' AND answer = '' AND settled_at IS NULL
                AND job_id IS NULL);
CREATE POLICY company ON service_request_items FOR SELECT TO realsync_company
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint);
CREATE POLICY company_asks ON service_request_items FOR INSERT TO realsync_company
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND EXISTS (SELECT FROM equipment e WHERE e.id = equipment_id)
                AND EXISTS (SELECT FROM service_requests r
                            WHERE r.id = request_id AND r.state = 'open' AND r.user_id =
                            NULLIF(current_setting('realsync.user_id', true), '')::bigint));
CREATE POLICY branch ON service_request_items FOR SELECT TO realsync_branch
    USING (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
           AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]));
CREATE POLICY branch_asks ON service_request_items FOR INSERT TO realsync_branch
    WITH CHECK (company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
                AND branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[])
                AND EXISTS (SELECT FROM equipment e WHERE e.id = equipment_id)
                AND EXISTS (SELECT FROM service_requests r
                            WHERE r.id = request_id AND r.state = 'open' AND r.user_id =
                            NULLIF(current_setting('realsync.user_id', true), '')::bigint));

-- Who comes: the technician of a booked visit, for the client whose visit it is.
-- SECURITY DEFINER: no client reads names of the staff. It answers with the name that belongs to a
-- visit of the scope that is open, while it is booked, and nothing else.
CREATE FUNCTION technician_of_visit(visit bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT u.name FROM jobs j JOIN users u ON u.id = j.technician_id
    WHERE j.id = visit AND j.status IN ('scheduled', 'in_progress')
      AND j.company_id = NULLIF(current_setting('realsync.company_id', true), '')::bigint
      AND (current_setting('role') = 'realsync_company'
           OR j.branch_id = ANY (NULLIF(current_setting('realsync.branch_ids', true), '')::bigint[]))
$$;
REVOKE ALL ON FUNCTION technician_of_visit(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION technician_of_visit(bigint) TO realsync_company, realsync_branch;

-- undo
DROP FUNCTION technician_of_visit(bigint);
DROP POLICY branch_asks ON service_request_items;
DROP POLICY branch ON service_request_items;
DROP POLICY company_asks ON service_request_items;
DROP POLICY company ON service_request_items;
DROP POLICY technician ON service_request_items;
DROP POLICY onboarding ON service_request_items;
DROP POLICY system ON service_request_items;
DROP POLICY office ON service_request_items;
DROP POLICY branch_asks ON service_requests;
DROP POLICY branch ON service_requests;
DROP POLICY company_asks ON service_requests;
DROP POLICY company ON service_requests;
DROP POLICY technician ON service_requests;
DROP POLICY onboarding ON service_requests;
DROP POLICY system ON service_requests;
DROP POLICY office ON service_requests;
DROP POLICY branch_asks ON visit_answers;
DROP POLICY branch ON visit_answers;
DROP POLICY company_asks ON visit_answers;
DROP POLICY company ON visit_answers;
DROP POLICY technician ON visit_answers;
DROP POLICY onboarding ON visit_answers;
DROP POLICY system ON visit_answers;
DROP POLICY office ON visit_answers;
REVOKE ALL ON visit_answers, service_requests, service_request_items
    FROM realsync_office, realsync_onboarding, realsync_technician, realsync_company,
    realsync_branch, realsync_system;
ALTER TABLE service_request_items DISABLE ROW LEVEL SECURITY;
ALTER TABLE service_requests DISABLE ROW LEVEL SECURITY;
ALTER TABLE visit_answers DISABLE ROW LEVEL SECURITY;
ALTER TABLE service_request_items DROP CONSTRAINT service_request_items_place_of_request;
ALTER TABLE service_requests DROP CONSTRAINT service_requests_branch_of_company;
ALTER TABLE visit_answers DROP CONSTRAINT visit_answers_place_of_job;
