-- The list of visits to plan, from its top or from behind a place: used by jobs/work/visits/tables.py
-- where nothing but the days is asked for. It says what the list's own statement says
-- (jobs/work/visits/filters.py) and what stands beside its rows; the connection keeps its plan, while
-- that statement is planned for as long as it runs. Plans and who is retired are read in indexes alone:
-- what is seldom asked for is cold, and each page of a table that is not read is time. With the rights
-- of who asks.
CREATE FUNCTION due_branches(until date, today date, after_on date, after_id bigint, most integer)
RETURNS TABLE (plan bigint, branch bigint, name text, company_name text, region text,
               latitude numeric, longitude numeric, here text, next_due_on date,
               due bigint, overdue bigint, minutes bigint, price numeric, planned bigint)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH page AS MATERIALIZED (
        SELECT c.id, c.branch_id, b.name, b.company_name, b.region, b.latitude, b.longitude,
               c.next_due_on
        FROM calibration_plans c JOIN branches b ON b.id = c.branch_id
        WHERE c.is_active AND b.is_active AND c.next_due_on <= until
          AND (c.next_due_on, c.id) > (after_on, after_id)
          AND c.id = (
            SELECT p.id FROM calibration_plans p
            WHERE p.branch_id = c.branch_id AND p.is_active AND NOT p.is_planned
              AND NOT EXISTS (
                SELECT FROM equipment e
                WHERE e.branch_id = c.branch_id AND e.id = p.equipment_id AND NOT e.is_active)
            ORDER BY p.next_due_on, p.id LIMIT 1)
        ORDER BY c.next_due_on, c.id LIMIT most
    )
    SELECT g.id, g.branch_id, g.name, g.company_name, g.region, g.latitude, g.longitude,
           (SELECT value::text FROM settings s WHERE s.name = 'laboratory_place'),
           g.next_due_on, f.due, f.overdue, f.minutes, f.price, f.planned
    FROM page g
    JOIN due_figures(ARRAY(SELECT branch_id FROM page), until, today) f ON f.branch = g.branch_id
    ORDER BY g.next_due_on, g.id;
END
$$;
REVOKE ALL ON FUNCTION due_branches(date, date, date, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due_branches(date, date, date, bigint, integer) TO realsync_office;

-- undo
DROP FUNCTION due_branches(date, date, date, bigint, integer);
