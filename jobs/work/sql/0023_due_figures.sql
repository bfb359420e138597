-- What is due at branches until a day, in numbers: used by the list of visits to plan, and by the
-- nearest branches of a region (jobs/work/visits/figures.py). All of them at once, since services and
-- agreed prices are then looked up once; in PL/pgSQL, and its plan is kept from the first call of a
-- connection on: it is the same for whatever branches and days. With the rights of who asks.
CREATE FUNCTION due_figures(branches bigint[], until date, today date)
RETURNS TABLE (branch bigint, due bigint, overdue bigint, minutes bigint, price numeric, planned bigint)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH plans AS MATERIALIZED (
        SELECT p.company_id, p.branch_id, p.equipment_id, p.service_id, p.next_due_on, p.is_planned
        FROM calibration_plans p
        WHERE p.branch_id = ANY (branches) AND p.next_due_on <= until AND p.is_active
          AND p.equipment_id NOT IN (
            SELECT e.id FROM equipment e WHERE e.branch_id = ANY (branches) AND NOT e.is_active)
    ), agreed AS MATERIALIZED (
        SELECT a.company_id, a.service_id, a.price FROM company_prices a
        WHERE a.company_id = ANY (ARRAY(SELECT company_id FROM plans)) AND a.is_active
    )
    SELECT p.branch_id,
           count(DISTINCT p.equipment_id) FILTER (WHERE NOT p.is_planned),
           count(DISTINCT p.equipment_id) FILTER (WHERE NOT p.is_planned AND p.next_due_on < today),
           coalesce(sum(s.estimated_minutes) FILTER (WHERE NOT p.is_planned), 0),
           coalesce(sum(coalesce(a.price, s.base_price)) FILTER (WHERE NOT p.is_planned), 0),
           count(DISTINCT p.equipment_id) FILTER (WHERE p.is_planned)
    FROM plans p JOIN services s ON s.id = p.service_id
    LEFT JOIN agreed a ON a.company_id = p.company_id AND a.service_id = p.service_id
    GROUP BY p.branch_id;
END
$$;
REVOKE ALL ON FUNCTION due_figures(bigint[], date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_figures(bigint[], date, date) TO realsync_office;

-- undo
DROP FUNCTION due_figures(bigint[], date, date);
