-- A job stands at a branch of its company and follows it in a merge; an item stands where its job
-- does. Used by every write of jobs and job_items.
ALTER TABLE jobs ADD CONSTRAINT jobs_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE;
ALTER TABLE job_items ADD CONSTRAINT job_items_place_of_job
    FOREIGN KEY (company_id, branch_id, job_id)
    REFERENCES jobs (company_id, branch_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

-- Nobody is booked twice at one time, whoever writes. Also the index for who is busy when. Used by
-- the schedule, and by the sentence that names the other job. A trusted extension: the owner may
-- create it.
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE jobs ADD CONSTRAINT jobs_no_double_booking
    EXCLUDE USING gist (technician_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (status IN ('scheduled', 'in_progress'));

-- undo
ALTER TABLE jobs DROP CONSTRAINT jobs_no_double_booking;
DROP EXTENSION btree_gist;
ALTER TABLE job_items DROP CONSTRAINT job_items_place_of_job;
ALTER TABLE jobs DROP CONSTRAINT jobs_branch_of_company;
