-- Plans of a branch by due date, with all that visits to plan read of them: hundreds are looked at for
-- one page, in the index alone. Used by the list of visits (0023_due_figures.sql,
-- 0026_due_branches.sql), by its search and by the visit of a branch. No model has `is_planned`, so it
-- stands here.
CREATE INDEX idx_plans_of_visits ON calibration_plans (branch_id, next_due_on, id)
INCLUDE (is_planned, equipment_id, company_id, service_id) WHERE is_active;

-- undo
DROP INDEX idx_plans_of_visits;
