-- A certificate stands where its job does and follows it in a merge. A job that has one is not
-- deleted, nor is anything above it: no key here cascades but for places. Used by every write.
ALTER TABLE certificates ADD CONSTRAINT certificates_place_of_job
    FOREIGN KEY (company_id, branch_id, job_id)
    REFERENCES jobs (company_id, branch_id, id) ON UPDATE CASCADE;
ALTER TABLE certificate_standards ADD CONSTRAINT certificate_standards_place_of_certificate
    FOREIGN KEY (company_id, branch_id, certificate_id)
    REFERENCES certificates (company_id, branch_id, id) ON UPDATE CASCADE;

-- Nobody approves what they drafted, changed or measured.
ALTER TABLE certificates ADD CONSTRAINT certificates_approved_by_another
    CHECK (approver_id IS NULL OR approver_id <> author_id AND approver_id <> ALL (maker_ids));

-- undo
ALTER TABLE certificates DROP CONSTRAINT certificates_approved_by_another;
ALTER TABLE certificate_standards DROP CONSTRAINT certificate_standards_place_of_certificate;
ALTER TABLE certificates DROP CONSTRAINT certificates_place_of_job;
