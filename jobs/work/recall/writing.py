"""Digests are written branch by branch: which contact is told of which instruments, and when."""

from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from companies.models import Branch
from jobs.work.recall.sending import send_recall
from jobs.work.recall.stages import stages
from realsync.outbox.work import enqueue, outbox_task

AT_ONCE = 200  # branches in one transaction

# An instrument stands at the smallest stage that is not past. A contact is told at most once per
# instrument, due date and stage; what an open job or request cares for is left out. Where two
# contacts have one address, the branch's own gets the mail.
WRITE = """
WITH place AS (
    SELECT b.id, b.company_id FROM branches b JOIN companies k ON k.id = b.company_id
    WHERE b.id = ANY (%(branches)s) AND b.is_active AND k.is_active
), addressed AS (
    SELECT DISTINCT ON (p.id, lower(c.email))
           p.id AS branch_id, p.company_id, c.id AS contact_id, c.name, c.email
    FROM place p JOIN contacts c ON c.company_id = p.company_id
        AND (c.branch_id = p.id OR c.branch_id IS NULL)
    WHERE c.is_active AND c.email <> '' AND 'recall' = ANY (c.purposes)
    ORDER BY p.id, lower(c.email), c.branch_id NULLS LAST, c.id
), due AS (
    SELECT e.id AS equipment_id, e.branch_id, e.next_due_on AS due_on,
           (SELECT min(s) FROM unnest(%(stages)s::int[]) AS s
            WHERE s >= e.next_due_on - %(today)s::date) AS stage
    FROM place p JOIN equipment e ON e.branch_id = p.id
    WHERE e.is_active AND e.status = 'in_service' AND e.next_due_on >= %(today)s::date
      AND e.next_due_on <= %(today)s::date + %(furthest)s::int
      AND NOT EXISTS (
          SELECT FROM job_items i JOIN jobs j ON j.id = i.job_id
          WHERE i.equipment_id = e.id AND i.is_active
            AND j.status NOT IN ('completed', 'invoiced', 'cancelled'))
      AND NOT EXISTS (
          SELECT FROM service_request_items i JOIN service_requests r ON r.id = i.request_id
          WHERE i.equipment_id = e.id AND r.state = 'open')
), fresh AS (
    SELECT a.*, d.equipment_id, d.due_on, d.stage FROM addressed a JOIN due d USING (branch_id)
    WHERE NOT EXISTS (
        SELECT FROM recall_items r
        WHERE r.equipment_id = d.equipment_id AND r.contact_id = a.contact_id
          AND r.due_on = d.due_on AND r.stage = d.stage)
), mail AS (
    INSERT INTO recall_mails
        (company_id, branch_id, contact_id, name, email, made_on, stage, instruments)
    SELECT company_id, branch_id, contact_id, name, email, %(today)s::date, min(stage), count(*)
    FROM fresh GROUP BY company_id, branch_id, contact_id, name, email
    ON CONFLICT (contact_id, branch_id, made_on) DO NOTHING
    RETURNING id, branch_id, contact_id
), named AS (
    INSERT INTO recall_items
        (mail_id, company_id, branch_id, contact_id, equipment_id, due_on, stage)
    SELECT m.id, f.company_id, f.branch_id, f.contact_id, f.equipment_id, f.due_on, f.stage
    FROM mail m JOIN fresh f USING (branch_id, contact_id)
)
SELECT id FROM mail ORDER BY id
"""


@outbox_task(queue="quick")
def write_recalls(day: str, after: int) -> None:
    """A portion of the branches, and the next one behind it. Run twice, it finds nothing new."""
    rows = Branch.objects.active().filter(pk__gt=after).order_by("pk")
    branches = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    for mail_id in write(branches, date.fromisoformat(day)):
        enqueue(send_recall, mail_id)
    if len(branches) == AT_ONCE:
        enqueue(write_recalls, day, branches[-1])


def write(branches: list[int], today: date) -> list[int]:
    """The ids of the new mails."""
    days = stages()
    values: dict[str, Any] = {
        "branches": branches,
        "stages": days,
        "furthest": days[-1],
        "today": today,
    }
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(WRITE, values)
        return [pk for (pk,) in cursor.fetchall()]
