"""Indexes that operators and tests rely on by name, and none that another one makes needless."""

from tests.guards.database import rows
from tests.world import World

NAMED = {
    "idx_companies_active_name": "btree (is_active, name, id)",
    "idx_companies_name_partial": "btree (name, id) WHERE is_active",
    "idx_branches_company_active": "btree (company_id, is_active, name, id)",
    "idx_equipment_branch_due": (
        "btree (branch_id, ( CASE WHEN (next_due_on IS NULL) THEN '9999-12-31'::date"
        " ELSE next_due_on END), id) WHERE is_active"
    ),
    "idx_tasks_assigned_pending": (
        "btree (assignee_id, status, due_on, id)"
        " WHERE (status = ANY (ARRAY['pending'::text, 'in_progress'::text]))"
    ),
    "idx_tasks_active": (
        "btree (due_on, id) WHERE (status = ANY (ARRAY['pending'::text, 'in_progress'::text]))"
    ),
    "idx_jobs_assigned_status": "btree (technician_id, status, starts_at, id)",
    "idx_jobs_open": (
        "btree (starts_at, id) WHERE (NOT (status = ANY"
        " (ARRAY['completed'::text, 'invoiced'::text, 'cancelled'::text])))"
    ),
    "idx_activity_log_brin": "brin (created_at) WITH (autosummarize='on')",
}
DEFINITIONS = r"""
SELECT indexname::text,
       regexp_replace(regexp_replace(indexdef, '\s+', ' ', 'g'), '^.* USING ', '')
FROM pg_indexes
WHERE schemaname = 'public'
"""
# A B-tree whose columns begin another one of the same table with the same condition.
NEEDLESS = """
WITH parts AS (
    SELECT i.indexrelid, i.indrelid, i.indisunique,
           array(SELECT pg_get_indexdef(i.indexrelid, n::int, true) || o.option
                 FROM unnest(i.indoption) WITH ORDINALITY AS o (option, n)) AS keys,
           coalesce(pg_get_expr(i.indpred, i.indrelid), '') AS condition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    JOIN pg_class t ON t.oid = i.indrelid
    WHERE a.amname = 'btree' AND t.relnamespace = 'public'::regnamespace AND t.relname = ANY (%s)
)
SELECT short.indexrelid::regclass::text, long.indexrelid::regclass::text
FROM parts short JOIN parts long ON short.indrelid = long.indrelid
    AND short.indexrelid <> long.indexrelid AND short.condition = long.condition
    AND long.keys[1:cardinality(short.keys)] = short.keys AND NOT short.indisunique
"""
# In the collation of our databases (C.UTF-8) the plain index serves LIKE 'abc%', too.
OURS = [
    "absences", "activity_log", "branches", "calendar_feeds", "calibration_plans", "companies",
    "company_prices", "contacts", "holidays", "skills", "equipment_labels", "incidents",
    "incident_certificates", "incident_clients", "validities", "proposals", "audit_packs",
    "equipment", "exports", "job_items", "jobs", "outbox", "quote_approvals", "quote_lines",
    "quotes", "service_pricing", "services", "standards", "tasks",
]  # fmt: skip


def test_named_indexes_are_what_operators_know(world: World) -> None:
    found = dict(rows(DEFINITIONS))
    assert {name: found.get(name) for name in NAMED} == NAMED


def test_no_index_is_needless(world: World) -> None:
    assert rows(NEEDLESS, OURS) == []


def test_a_needless_index_is_seen(world: World) -> None:
    from tests.guards.test_leaks import planted

    with planted("CREATE INDEX needless ON equipment (serial)"):
        assert rows(NEEDLESS, OURS) == [("needless", "idx_equipment_serial")]
