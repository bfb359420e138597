"""Which certificates were in force on a day, and which instruments had none: here and nowhere else.

A certificate was in force on a day if it had been issued by then, was neither superseded nor
withdrawn by then, and said that its instrument was in calibration: of what was in this state, it
was the latest calibration of its instrument and service, found in order, and its interval had not
ended. For today this is what `validities` say.

- It was superseded on the day on which the one that amends it was issued, and withdrawn on the day
  that the log says (in the laboratory's zone); without such an entry it is left out.
- Its interval ends where `validities` say; a certificate that was superseded before those kept its
  end has the due date on the paper, else the interval of the plan.
- An instrument was active if it was registered by then and not retired: by the log, where it has
  been retired or restored since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

# By instrument and service, the latest calibration that stood on that day, of the whole company: a
# calibration elsewhere ends a certificate, too.
STANDING = """
WITH standing AS (
    SELECT DISTINCT ON (c.equipment_id, c.service_id)
           c.id, c.equipment_id, c.branch_id, c.number, c.verdict, c.performed_on,
           CASE WHEN v.id IS NOT NULL THEN v.ends_on ELSE COALESCE(c.due_on, (
               SELECT c.performed_on + (p.interval_count || ' ' || p.interval_unit)::interval
               FROM calibration_plans p WHERE p.is_active
               AND p.equipment_id = c.equipment_id AND p.service_id = c.service_id
           ))::date END AS ends_on
    FROM certificates c LEFT JOIN validities v ON v.certificate_id = c.id
    WHERE c.company_id = %(company)s AND c.equipment_id IS NOT NULL AND c.service_id IS NOT NULL
      AND c.issued_on <= %(day)s AND c.performed_on <= %(day)s
      AND CASE c.status
          WHEN 'approved' THEN true
          WHEN 'superseded' THEN EXISTS (
              SELECT FROM certificates a WHERE a.amends_id = c.id AND a.issued_on > %(day)s)
          WHEN 'withdrawn' THEN EXISTS (
              SELECT FROM activity_log w
              WHERE w.entity_type = 'certificate' AND w.entity_id = c.id
                AND w.verb = 'certificate.withdrawn'
                AND (w.created_at AT TIME ZONE %(zone)s)::date > %(day)s)
          END
    ORDER BY c.equipment_id, c.service_id, c.performed_on DESC, c.id DESC
)
"""
HOLDS = """
verdict IN ('pass', 'conditional_pass') AND (ends_on IS NULL OR ends_on >= %(day)s)
"""
# In the order of the pack: branch by branch, as an auditor walks through them.
IN_FORCE = f"""
{STANDING}
SELECT s.id FROM standing s JOIN branches b ON b.id = s.branch_id
WHERE s.branch_id = ANY (%(branches)s) AND {HOLDS}
ORDER BY b.name, b.id, s.number, s.id
"""  # noqa: S608
GAPS = f"""
{STANDING}
SELECT e.id, b.name, e.asset_number, e.serial, e.description, e.manufacturer, e.model, e.code,
       e.status, last.verdict, last.performed_on, last.ends_on, last.branch_id
FROM equipment e JOIN branches b ON b.id = e.branch_id
LEFT JOIN LATERAL (
    SELECT * FROM standing s WHERE s.equipment_id = e.id
    ORDER BY ({HOLDS}) DESC, s.performed_on DESC, s.id DESC LIMIT 1
) AS last ON true
WHERE e.company_id = %(company)s AND e.branch_id = ANY (%(branches)s) AND e.merged_into_id IS NULL
  AND (e.created_at AT TIME ZONE %(zone)s)::date <= %(day)s
  AND COALESCE((
      SELECT r.verb = 'equipment.retired' FROM activity_log r
      WHERE r.entity_type = 'equipment' AND r.entity_id = e.id
        AND r.verb IN ('equipment.retired', 'equipment.restored')
        AND (r.created_at AT TIME ZONE %(zone)s)::date > %(day)s
      ORDER BY r.id LIMIT 1), e.is_active)
  AND NOT EXISTS (
      SELECT FROM standing s WHERE s.equipment_id = e.id
      AND s.branch_id = ANY (%(branches)s) AND {HOLDS})
ORDER BY b.name, b.id, e.code
"""  # noqa: S608


@dataclass(frozen=True)
class Gap:
    """An instrument that was active on the day, and of which the pack holds no certificate."""

    equipment_id: int
    branch: str
    asset_number: str
    serial: str
    description: str
    manufacturer: str
    model: str
    code: str
    status: str
    # Of its last calibration that stood on the day; all None without one.
    verdict: str | None
    performed_on: date | None
    ends_on: date | None
    branch_id: int | None


def certificates_in_force(company: int, branches: Sequence[int], day: date) -> list[int]:
    """Ids, in the order of a pack. Reads the log: as the system, or as staff."""
    return [pk for (pk,) in _rows(IN_FORCE, company, branches, day)]


def gaps_on(company: int, branches: Sequence[int], day: date) -> list[Gap]:
    return [Gap(*row) for row in _rows(GAPS, company, branches, day)]


def _rows(
    statement: str, company: int, branches: Sequence[int], day: date
) -> list[tuple[Any, ...]]:
    values = {
        "company": company,
        "branches": list(branches),
        "day": day,
        "zone": settings.TIME_ZONE,
    }
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
