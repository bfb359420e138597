from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dashboards.cards.card import SHOWN, Card, Line, Mark
from equipment.models import Equipment
from equipment.models.equipment import BRANCH_NAME
from realsync.lists.addresses import record_address
from realsync.lists.words import day, due

COLUMNS = ("pk", "description", "manufacturer", "model", "company_name", BRANCH_NAME, "next_due_on")


def overdue_and_next(person: Any) -> tuple[Card, Card]:
    """What is overdue for the longest, and what is due next: both by one query."""
    instruments = Equipment.objects.visible_to(person).active()
    late, coming = (
        rows.due_first().values_list(*COLUMNS)[:SHOWN]
        for rows in (instruments.overdue(), instruments.due_from_today())
    )
    today = timezone.localdate()
    rows = sorted(late.union(coming, all=True), key=lambda row: (row[-1], row[0]))
    return (
        Card(
            title=_("Longest overdue"),
            lines=_lines(row for row in rows if row[-1] < today),
            url=_url("overdue"),
            url_text=_("All overdue"),
            nothing=_("Nothing is overdue."),
        ),
        _next(row for row in rows if row[-1] >= today),
    )


def due_next(person: Any) -> Card:
    rows = Equipment.objects.visible_to(person).active().due_from_today().due_first()
    return _next(rows.values_list(*COLUMNS)[:SHOWN])


def _next(rows: Iterable[tuple[Any, ...]]) -> Card:
    return Card(
        title=_("Due next"),
        lines=_lines(rows),
        url=_url("30"),
        url_text=_("Due within 30 days"),
        nothing=_("Nothing is due. Instruments appear here when they have a calibration plan."),
    )


def undated(person: Any) -> Card:
    instruments = Equipment.objects.visible_to(person).active().undated()
    return Card(
        title=_("Without a due date"),
        lines=_lines(instruments.due_first().values_list(*COLUMNS)[:SHOWN]),
        url=_url("none"),
        url_text=_("All without a date"),
        nothing=_("Every instrument has a date."),
    )


def _lines(rows: Iterable[tuple[Any, ...]]) -> tuple[Line, ...]:
    found = []
    for pk, description, manufacturer, model, company, branch, due_on in rows:
        look, text = due(due_on)
        found.append(
            Line(
                title=description,
                url=record_address("equipment:detail", pk),
                note=f"{manufacturer} {model} · {company}, {branch}".strip(" ·"),
                end=day(due_on) or _("No date"),
                mark=Mark(text, f"badge {look}") if text else None,
            )
        )
    return tuple(found)


def _url(within: str) -> str:
    return reverse("equipment:list", query={"due_within": within})
