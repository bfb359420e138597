-- A quote stands at a branch of its company and follows it in a merge; a line stands where its
-- quote does. Used by every write of quotes and quote_lines.
ALTER TABLE quotes ADD CONSTRAINT quotes_branch_of_company
    FOREIGN KEY (company_id, branch_id) REFERENCES branches (company_id, id) ON UPDATE CASCADE;
ALTER TABLE quote_lines ADD CONSTRAINT quote_lines_place_of_quote
    FOREIGN KEY (company_id, branch_id, quote_id)
    REFERENCES quotes (company_id, branch_id, id) ON UPDATE CASCADE ON DELETE CASCADE;

-- undo
ALTER TABLE quote_lines DROP CONSTRAINT quote_lines_place_of_quote;
ALTER TABLE quotes DROP CONSTRAINT quotes_branch_of_company;
