"""What the catalogue of PostgreSQL says about who may see what. Each guard lists what is wrong."""

import json
from pathlib import Path
from typing import Any

from django.db import connections

EXPECTED = Path(__file__).with_name("privileges.json")
SCOPE_ROLES = ("office", "onboarding", "technician", "company", "branch", "system")
CLIENT_ROLES = ("company", "branch")
LOGIN_ROLES = ("web", "worker")

PRIVILEGES = """
SELECT c.relname, replace(a.grantee::regrole::text, 'realsync_', ''), a.privilege_type
FROM pg_class c, aclexplode(c.relacl) a
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
  AND a.grantee <> c.relowner
UNION
SELECT t.relname, replace(a.grantee::regrole::text, 'realsync_', ''), a.privilege_type
FROM pg_attribute c JOIN pg_class t ON t.oid = c.attrelid, aclexplode(c.attacl) a
WHERE t.relnamespace = 'public'::regnamespace AND a.grantee <> t.relowner
ORDER BY 1, 2, 3
"""

# Every table that leads to a company: by a column, or by a foreign key to such a table.
BELOW_A_COMPANY = """
WITH RECURSIVE below AS (
    SELECT 'companies'::regclass::oid AS oid
    UNION
    SELECT f.conrelid FROM pg_constraint f JOIN below b ON f.confrelid = b.oid WHERE f.contype = 'f'
)
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND (
    c.oid IN (SELECT oid FROM below)
    OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'company_id')
)
ORDER BY 1
"""

# Identity data, read by the login roles before a scope is open; no scope role may read them.
READ_BEFORE_SCOPE = {"company_grants", "branch_grants", "job_grants"}
# A person's own, whatever company they look at.
OF_A_PERSON = {"saved_views", "list_selections"}


def rows(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def privileges() -> dict[str, dict[str, list[str]]]:
    """table -> role -> privileges, of everybody but the owner."""
    found: dict[str, dict[str, list[str]]] = {}
    for table, role, privilege in rows(PRIVILEGES):
        found.setdefault(table, {}).setdefault(role, []).append(privilege)
    return found


def unexpected_privileges() -> list[str]:
    expected = json.loads(EXPECTED.read_text())
    found = privileges()
    return [
        f"{role} on {table}: {found.get(table, {}).get(role, [])}, expected "
        f"{expected.get(table, {}).get(role, [])}"
        for table in sorted(found.keys() | expected.keys())
        for role in sorted(found.get(table, {}).keys() | expected.get(table, {}).keys())
        if found.get(table, {}).get(role) != expected.get(table, {}).get(role)
    ]


def tables_below_a_company() -> list[str]:
    return [table for (table,) in rows(BELOW_A_COMPANY) if table not in READ_BEFORE_SCOPE]


def missing_policies() -> list[str]:
    """A table below a company has row-level security, and a policy per role that may read it."""
    found = privileges()
    secured = {table for (table,) in rows("SELECT relname FROM pg_class WHERE relrowsecurity")}
    policies = {
        (table, role.removeprefix("realsync_"))
        for table, role, command in rows(
            "SELECT tablename, unnest(roles)::text, cmd FROM pg_policies"
            " WHERE permissive = 'PERMISSIVE'"
        )
        if command in ("SELECT", "ALL")
    }
    gaps = [f"{t} has no row-level security" for t in tables_below_a_company() if t not in secured]
    gaps += [
        f"{table} has no policy for {role}"
        for table in tables_below_a_company()
        for role, granted in found.get(table, {}).items()
        if role in SCOPE_ROLES and "SELECT" in granted and (table, role) not in policies
    ]
    return gaps


def open_policies() -> list[str]:
    """A client's policy compares the row with the scope; restrictive ones only narrow it more."""
    gaps = []
    in_a_branch = {"branches"} | {
        table
        for (table,) in rows(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'branch_id'"
        )
    }
    for table, policy, role, reading, writing in rows(
        "SELECT tablename, policyname, unnest(roles)::text, qual, with_check FROM pg_policies"
        " WHERE permissive = 'PERMISSIVE'"
    ):
        if role.removeprefix("realsync_") not in CLIENT_ROLES:
            continue
        condition = (reading or "") + (writing or "")
        needed = ["realsync.user_id" if table in OF_A_PERSON else "realsync.company_id"]
        if role == "realsync_branch" and table in in_a_branch:
            needed.append("realsync.branch_ids")
        if any(setting not in condition for setting in needed) or " OR " in condition:
            gaps.append(f"policy {policy} on {table} lets {role} see: {condition}")
    return gaps


def role_faults() -> list[str]:
    """Web and worker own nothing, inherit nothing, bypass nothing; the web is never the system."""
    faults = [
        f"{role} owns {kind} {name}"
        for role, kind, name in rows(
            "SELECT relowner::regrole::text, relkind::text, relname::text FROM pg_class"
            " WHERE relowner::regrole::text ~ '^realsync_(web|worker)$'"
        )
    ]
    faults += [
        f"{role} may bypass, create or inherit"
        for (role,) in rows(
            "SELECT rolname FROM pg_roles"
            " WHERE rolname ~ '^realsync_' AND rolname <> 'realsync_owner'"
            " AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication)"
        )
    ]
    faults += [
        f"{member} inherits {role}"
        for member, role in rows(
            "SELECT member::regrole::text, roleid::regrole::text FROM pg_auth_members"
            " WHERE member::regrole::text ~ '^realsync_' AND (inherit_option OR admin_option)"
        )
    ]
    faults += [
        "realsync_web may become realsync_system"
        for (may,) in rows("SELECT pg_has_role('realsync_web', 'realsync_system', 'SET')")
        if may
    ]
    return faults


def definer_faults() -> list[str]:
    """A function that runs as its owner stands here with a fixed search_path, or not at all."""
    allowed = {
        "accounts_granted",
        "add_up_marks",
        "branch_company_name_reaches_equipment",
        "branch_company_name_reaches_jobs",
        "branch_company_name_spreads",
        "branch_grants_follow_branch",
        "calendar_feed",
        "certificate_names_standards",
        "certificate_counts",
        "certificate_technician_reaches_incidents",
        "certificate_technician_reaches_validity",
        "certificates_follow_job",
        "certificates_matching_of_technician",
        "certificates_matching_within_company",
        "certified_item_stays",
        "company_name_spreads",
        "document_versions_follow",
        "end_mail",
        "equipment_matching_within_company",
        "give_away_task",
        "grants_follow_merge",
        "grants_return",
        "instrument_of_label",
        "jobs_matching_of_technician",
        "hint_of_people",
        "inbox_count_falls",
        "inbox_count_follows",
        "inbox_count_rises",
        "items_keep_planned",
        "job_keeps_planned",
        "keep_planned",
        "lines_keep_planned",
        "quote_keeps_planned",
        "set_branch_manager",
        "tasks_matching",
        "links_follow_record",
        "mark_ids",
        "written_here",
        "late_paper_joins_incident",
        "live_versions",
        "mail_to_end",
        "only_holder_writes",
        "stages_of_visit",
        "tasks_follow_record",
        "technician_of_visit",
        "verify_certificate",
    }
    return [
        f"{name} runs as its owner"
        for name, config in rows(
            "SELECT proname, coalesce(array_to_string(proconfig, ','), '') FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        )
        if name not in allowed or "search_path" not in config
    ]
