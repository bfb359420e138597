-- What is due at branches until a day, in numbers: used by the list of visits to plan, and by the
-- nearest branches of a region (jobs/work/visits/figures.py). All of them at once, since services,
-- agreed prices and what is planned are then looked up once; in PL/pgSQL, so that it is planned once
-- per connection. Planned is what jobs/work/visits/planned.py says. With the rights of who asks.
CREATE FUNCTION due_figures(branches bigint[], until date, today date)
RETURNS TABLE (branch bigint, due bigint, overdue bigint, minutes bigint, price numeric, planned bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH plans AS MATERIALIZED (
        SELECT p.id, p.company_id, p.branch_id, p.equipment_id, p.service_id, p.next_due_on
        FROM unnest(branches) AS b (id)
        JOIN calibration_plans p ON p.branch_id = b.id AND p.next_due_on <= until
        WHERE p.is_active AND p.equipment_id NOT IN (
            SELECT e.id FROM unnest(branches) AS b (id)
            JOIN equipment e ON e.branch_id = b.id AND NOT e.is_active)
    ), busy AS MATERIALIZED (
        SELECT i.plan_id FROM job_items i JOIN jobs j ON j.id = i.job_id
        WHERE i.plan_id = ANY (ARRAY(SELECT id FROM plans)) AND i.is_active
          AND j.status NOT IN ('completed', 'invoiced', 'cancelled')
        UNION
        SELECT l.plan_id FROM quote_lines l JOIN quotes q ON q.id = l.quote_id
        WHERE l.plan_id = ANY (ARRAY(SELECT id FROM plans)) AND l.is_active AND q.is_active
          AND (q.status IN ('draft', 'sent')
               OR q.status IN ('accepted', 'part_accepted') AND l.is_accepted
                  AND NOT EXISTS (SELECT FROM jobs o WHERE o.quote_id = q.id))
    ), agreed AS MATERIALIZED (
        SELECT a.company_id, a.service_id, a.price FROM company_prices a
        WHERE a.company_id = ANY (ARRAY(SELECT company_id FROM plans)) AND a.is_active
    )
    SELECT w.branch_id,
           count(DISTINCT w.equipment_id) FILTER (WHERE NOT w.is_planned),
           count(DISTINCT w.equipment_id) FILTER (WHERE NOT w.is_planned AND w.next_due_on < today),
           coalesce(sum(w.minutes) FILTER (WHERE NOT w.is_planned), 0),
           coalesce(sum(w.price) FILTER (WHERE NOT w.is_planned), 0),
           count(DISTINCT w.equipment_id) FILTER (WHERE w.is_planned)
    FROM (
        SELECT p.branch_id, p.equipment_id, p.next_due_on, s.estimated_minutes AS minutes,
               coalesce(a.price, s.base_price) AS price,
               p.id IN (SELECT plan_id FROM busy) AS is_planned
        FROM plans p JOIN services s ON s.id = p.service_id
        LEFT JOIN agreed a ON a.company_id = p.company_id AND a.service_id = p.service_id
        OFFSET 0  -- asked once per plan, not once per number
    ) AS w
    GROUP BY w.branch_id;
END
$$;
REVOKE ALL ON FUNCTION due_figures(bigint[], date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_figures(bigint[], date, date) TO realsync_office;

-- undo
DROP FUNCTION due_figures(bigint[], date, date);
