"""What the first page of a client says beside the figures: one query for all of it.

Having the ORM write the query costs more than all the others of the page together. Under the
conditions that it repeats, the policies of the tables hold as ever.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from realsync.accounts.models import User
from realsync.db.scope import ScopeRole, scope_of

EACH = 5
NEW = timedelta(days=30)
BRANCH = "(SELECT b.name FROM branches b WHERE b.id = t.branch_id)"
PLACES = {
    ScopeRole.COMPANY: "t.company_id = %(company)s",
    ScopeRole.BRANCH: "t.company_id = %(company)s AND t.branch_id = ANY (%(branches)s)",
}
LINES = """
SELECT 'company' AS kind, c.id, c.name AS title, '' AS note, '' AS branch, NULL::date AS day,
    NULL::timestamptz AS at, false AS settled
FROM companies c WHERE c.id = %(company)s
UNION ALL (
    SELECT 'visit', t.id, t.title, technician_of_visit(t.id), {branch}, NULL, t.starts_at,
        EXISTS (SELECT FROM visit_answers a WHERE a.job_id = t.id
                AND a.starts_at = t.starts_at AND a.state <> 'refused')
    FROM jobs t
    WHERE {place} AND t.status IN ('scheduled', 'in_progress') AND t.starts_at >= %(morning)s
    ORDER BY t.starts_at, t.id LIMIT %(each)s
) UNION ALL (
    SELECT 'quote', t.id, t.title, t.number, {branch}, t.valid_until, NULL, false
    FROM quotes t
    WHERE {place} AND t.status = 'sent' AND t.valid_until >= %(today)s AND NOT EXISTS (
        SELECT FROM quote_responses r WHERE r.quote_id = t.id AND r.state <> 'refused')
    ORDER BY t.valid_until, t.id LIMIT %(each)s
) UNION ALL (
    SELECT 'notice', t.id, t.title, '', {branch}, NULL, t.created_at, NOT t.needs_acknowledgement
    FROM notices t
    WHERE {place} AND t.withdrawn_at IS NULL
      AND (t.needs_acknowledgement OR t.created_at > %(since)s) AND NOT EXISTS (
        SELECT FROM acknowledgements a WHERE a.notice_id = t.id
        AND (t.needs_acknowledgement OR a.user_id = %(user)s))
    ORDER BY t.id DESC LIMIT %(each)s
) UNION ALL (
    SELECT 'answer', t.id, left(t.text, 120), '', {branch}, NULL, t.created_at, true
    FROM notes t
    WHERE {place} AND t.entity_type IN ('company', 'branch') AND t.audience = 'client'
      AND t.is_active AND t.created_at > %(since)s
      AND t.id > coalesce((SELECT max(note_id) FROM acknowledgements WHERE user_id = %(user)s), 0)
      AND NOT EXISTS (SELECT FROM messages m WHERE m.note_id = t.id)
    ORDER BY t.id DESC LIMIT %(each)s
) UNION ALL (
    SELECT 'certificate', t.id, t.description, t.number, {branch}, t.issued_on, NULL, true
    FROM certificates t
    WHERE {place} AND t.status = 'approved' AND t.number >= %(issued)s
    ORDER BY t.number DESC LIMIT %(each)s
)
"""
STATEMENTS = {role: LINES.format(place=place, branch=BRANCH) for role, place in PLACES.items()}


@dataclass(frozen=True)
class Line:
    """`day` or `at` say when; `settled` that nothing is asked for any more."""

    kind: str
    pk: int
    title: str
    note: str | None
    branch: str | None
    day: date | None
    at: datetime | None
    settled: bool


def lines_for(user: User) -> dict[str, list[Line]]:
    """By kind: the company, visits, quotes, notices, answers of the office, certificates."""
    scope, today = scope_of(user), timezone.localdate()
    values = {
        "company": scope.company_id,
        "branches": list(scope.branch_ids),
        "user": user.pk,
        "today": today,
        "morning": timezone.make_aware(datetime.combine(today, time())),
        "since": timezone.now() - NEW,
        "issued": f"CRT-{today - NEW:%Y%m%d}",
        "each": EACH,
    }
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(STATEMENTS[scope.role], values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    found: dict[str, list[Line]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(Line(*row))
    return found
