-- Used by a branch manager's list. A branch has one company: without this the planner multiplies the
-- shares of both, expects one row, and reads and sorts the whole branch instead of the fifty rows that
-- idx_equipment_branch_due has in order.
CREATE STATISTICS equipment_place (dependencies) ON company_id, branch_id FROM equipment;
ANALYZE equipment (company_id, branch_id);

-- undo
DROP STATISTICS equipment_place;
