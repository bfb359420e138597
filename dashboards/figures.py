"""Numbers that were counted a while ago: each says when, and opens the rows that it counted."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dashboards.counted import Counted
from jobs.certificates.choices import CertificateStatus
from jobs.certificates.forms import RECENTLY
from jobs.quotes.choices import QuoteStatus
from jobs.work.choices import JobStatus
from realsync.lists.addresses import address


@dataclass(frozen=True)
class Figure:
    """`url` is that of the list, which says beside its own count what was counted, and when
    (js/counted.js)."""

    label: str
    number: int
    shown: str
    counted: str
    url: str
    look: str = ""
    note: str = ""


@dataclass(frozen=True)
class Bar:
    figure: Figure
    percent: int


@dataclass(frozen=True)
class Chart:
    """Bars of numbers of one kind; the longest one is the most."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def counted(self) -> str:
        return self.bars[0].figure.counted


def figure(
    counted: Counted,
    name: str,
    label: str,
    page: str,
    look: str = "",
    note: str = "",
    **filters: Any,
) -> Figure:
    """`look` is worn by a number that is not zero; `filters` are those of the list `page`."""
    number = counted.number(name)
    shown, at = _grouped(get_language(), number), counted.at(name)
    query = _query(tuple(filters.items()))
    url = f"{address(page)}{query}#counted={quote(shown)}&at={quote(at)}"
    return Figure(label, number, shown, at, url, look if number else "", note)


@lru_cache(maxsize=4096)
def _grouped(language: str | None, number: int) -> str:
    return number_format(number, force_grouping=True)


@lru_cache(maxsize=1024)
def _query(filters: tuple[tuple[str, Any], ...]) -> str:
    return f"?{urlencode(filters)}" if filters else ""


def chart(title: str, *figures: Figure) -> Chart:
    most = max(one.number for one in figures) or 1
    return Chart(title, tuple(Bar(one, round(100 * one.number / most)) for one in figures))


# Tiles.


def my_tasks(counted: Counted) -> Figure:
    return figure(counted, "my_pending_tasks", _("My open tasks"), "tasks:list", whose="mine")


def my_overdue_tasks(counted: Counted) -> Figure:
    return figure(
        counted, "my_overdue_tasks", _("My overdue tasks"), "tasks:list", "bad",
        whose="mine", due="overdue",
    )  # fmt: skip


def unassigned_tasks(counted: Counted) -> Figure:
    return figure(
        counted, "unassigned_tasks", _("Nobody's tasks"), "tasks:list", "warn", whose="unassigned"
    )


def my_jobs(counted: Counted) -> Figure:
    return figure(
        counted, "my_active_jobs", _("My open jobs"), "jobs:list",
        status="open", technician=counted.user_id,
    )  # fmt: skip


def my_late_jobs(counted: Counted) -> Figure:
    return figure(
        counted, "my_late_jobs", _("Should have begun"), "jobs:list", "bad",
        start="late", technician=counted.user_id,
    )  # fmt: skip


def open_jobs(counted: Counted) -> Figure:
    return figure(counted, "open_jobs", _("Open jobs"), "jobs:list", status="open")


def late_jobs(counted: Counted) -> Figure:
    return figure(
        counted, "late_jobs", _("Jobs that should have begun"), "jobs:list", "bad", start="late"
    )


def to_schedule(counted: Counted) -> Figure:
    return figure(
        counted, "jobs_by_status.accepted", _("Jobs to schedule"), "jobs:list", "warn",
        status=JobStatus.ACCEPTED,
    )  # fmt: skip


def certificates_to_review(counted: Counted) -> Figure:
    return figure(
        counted, "to_review", _("Certificates to review"), "certificates:list", "warn",
        status=CertificateStatus.PENDING_REVIEW,
    )  # fmt: skip


def issued_lately(counted: Counted) -> Figure:
    label = _("Issued in 30 days")
    return figure(counted, "issued_in_30_days", label, "certificates:list", issued=RECENTLY)


def to_invoice(counted: Counted) -> Figure:
    return figure(
        counted, "jobs_by_status.completed", _("Jobs to invoice"), "jobs:list",
        status=JobStatus.COMPLETED,
    )  # fmt: skip


def open_quotes(counted: Counted) -> Figure:
    return figure(counted, "open_quotes", _("Open quotes"), "quotes:list", status=QuoteStatus.SENT)


def my_open_quotes(counted: Counted) -> Figure:
    return figure(
        counted, "my_quotes_by_status.sent", _("My open quotes"), "quotes:list",
        status=QuoteStatus.SENT, owner=counted.user_id,
    )  # fmt: skip


def my_drafts(counted: Counted) -> Figure:
    return figure(
        counted, "my_quotes_by_status.draft", _("My drafts of quotes"), "quotes:list",
        status=QuoteStatus.DRAFT, owner=counted.user_id,
    )  # fmt: skip


def overdue(counted: Counted) -> Figure:
    return _due(counted, "overdue", _("Overdue"), "overdue", "bad")


def due_soon(counted: Counted) -> Figure:
    label = _("Due within 30 days")
    return _due(counted, "due_in_30_days", label, "30", "warn", _("with overdue"))


def undated(counted: Counted) -> Figure:
    return _due(counted, "undated", _("Without a due date"), "none", "warn")


def equipment(counted: Counted) -> Figure:
    return figure(counted, "equipment", _("Equipment"), "equipment:list")


def companies(counted: Counted) -> Figure:
    return figure(counted, "active_companies", _("Companies"), "companies:list")


def branches(counted: Counted) -> Figure:
    return figure(counted, "branches", _("Branches"), "branches:list")


def _due(
    counted: Counted, name: str, label: str, within: str, look: str = "", note: str = ""
) -> Figure:
    return figure(counted, name, label, "equipment:list", look, note, due_within=within)


# Charts.

IN_HAND = tuple(
    status for status in JobStatus if status not in (JobStatus.INVOICED, JobStatus.CANCELLED)
)


def due_chart(counted: Counted) -> Chart:
    """Each bar holds the one above it, as the filter of the list does."""
    return chart(
        _("Due in the coming weeks"),
        _due(counted, "overdue", _("Overdue"), "overdue"),
        _due(counted, "due_in_7_days", _("Within 7 days"), "7"),
        _due(counted, "due_in_30_days", _("Within 30 days"), "30"),
        _due(counted, "due_in_90_days", _("Within 90 days"), "90"),
    )


def jobs_chart(counted: Counted) -> Chart:
    bars = (
        figure(counted, f"jobs_by_status.{status}", str(status.label), "jobs:list", status=status)
        for status in IN_HAND
    )
    return chart(_("Jobs by state"), *bars)


def my_jobs_chart(counted: Counted) -> Chart:
    bars = (
        figure(
            counted, f"my_jobs_by_status.{status}", str(status.label), "jobs:list",
            status=status, technician=counted.user_id,
        )
        for status in IN_HAND
    )  # fmt: skip
    return chart(_("My jobs by state"), *bars)


def quotes_chart(counted: Counted) -> Chart:
    bars = (
        figure(
            counted, f"quotes_by_status.{status}", str(status.label), "quotes:list", status=status
        )
        for status in QuoteStatus
    )
    return chart(_("Quotes by state"), *bars)


def my_quotes_chart(counted: Counted) -> Chart:
    bars = (
        figure(
            counted, f"my_quotes_by_status.{status}", str(status.label), "quotes:list",
            status=status, owner=counted.user_id,
        )
        for status in QuoteStatus
    )  # fmt: skip
    return chart(_("My quotes by state"), *bars)
