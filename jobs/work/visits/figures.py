"""What is due at a branch, in numbers."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import DecimalField, F, Value

from jobs.work.visits.planned import OverPlans


class DueFigures(OverPlans):
    """What `Figures` says, in its order, of a branch until a day; counted for the rows shown.

    Agreed prices hold before those of the catalogue, as in new lines of a quote.
    """

    template = """(
        SELECT ARRAY[
            count(DISTINCT w.equipment_id) FILTER (WHERE NOT w.is_planned),
            count(DISTINCT w.equipment_id) FILTER (WHERE NOT w.is_planned AND w.is_overdue),
            coalesce(sum(w.minutes) FILTER (WHERE NOT w.is_planned), 0),
            coalesce(sum(w.price) FILTER (WHERE NOT w.is_planned), 0),
            count(DISTINCT w.equipment_id) FILTER (WHERE w.is_planned)
        ]::numeric[]
        FROM (
            SELECT p.equipment_id, p.next_due_on < g.today AS is_overdue,
                   s.estimated_minutes AS minutes, coalesce(a.price, s.base_price) AS price,
                   %(is_planned)s AS is_planned
            FROM (SELECT %(expressions)s) AS g(branch, until, today)
            JOIN calibration_plans p ON p.branch_id = g.branch AND p.next_due_on <= g.until
            JOIN equipment e ON e.id = p.equipment_id
            JOIN services s ON s.id = p.service_id
            LEFT JOIN company_prices a ON a.company_id = p.company_id
                AND a.service_id = p.service_id AND a.is_active
            WHERE p.is_active AND e.is_active
            OFFSET 0  -- asked once per plan, not once per number
        ) AS w)"""
    output_field = ArrayField(DecimalField(max_digits=14, decimal_places=2))

    @classmethod
    def until(cls, day: date, today: date) -> "DueFigures":
        return cls(F("branch_id"), Value(day), Value(today))


class Figures(NamedTuple):
    """Instruments, of which so many are overdue; minutes and price of what is done to them.

    `planned` are instruments that an open job or a live quote cares for; they are in none of
    the other numbers.
    """

    due: int
    overdue: int
    minutes: int
    price: Decimal
    planned: int

    @classmethod
    def of(cls, found: list[Decimal]) -> "Figures":
        due, overdue, minutes, price, planned = found
        return cls(int(due), int(overdue), int(minutes), price, int(planned))
