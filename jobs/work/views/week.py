"""The schedule: a week of technicians, and the part of it that is fetched again and again."""

from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from jobs.work.planning.board import read_board
from jobs.work.planning.filters import ScheduleFilters
from jobs.work.planning.shown import Board, Row, Waiting
from jobs.work.planning.week import Week
from jobs.work.tables import job_words
from realsync.accounts.permissions import Permission
from realsync.accounts.roles import Role
from realsync.db.access import reads
from realsync.freshness.times import NEVER, SCHEDULE
from realsync.lists import rows
from realsync.pages.access import staff_view
from realsync.pages.polling import unchanged
from realsync.pages.requests import StaffRequest

# What is told to somebody who does not see it happen; the page's script fills in the names.
SAID = {
    "picked": gettext_lazy("{job} picked up. Arrows choose a day, Enter puts it down, "
                           "Escape leaves it."),
    "cancelled": gettext_lazy("{job} stays where it was."),
    "gone": gettext_lazy("{job} has been changed by somebody else meanwhile."),
    "changed": gettext_lazy("The schedule has changed."),
    "fixed": gettext_lazy("{job} has begun and cannot be moved any more."),
    "failed": gettext_lazy("That did not arrive. Check your connection and try again."),
}  # fmt: skip


@staff_view(Permission.WORK_SEE)
@reads(
    SCHEDULE,
    "absence",
    "branch",
    "company",
    "holiday",
    "job",
    "service",
    "setting",
    "skill",
    "user",
)
def schedule(request: StaffRequest) -> HttpResponse:
    get_token(request)  # its cookie: a job is put down without a form
    week, filters, board = _read(request)
    context = {
        "week": week,
        "filters": filters,
        "board": _drawn(week, filters, board),
        "regions": _options(tuple(board.regions), filters.cleaned_data["region"]),
        "skills": _options(tuple(board.skills), filters.cleaned_data["skill"]),
        "may_plan": board.may_plan,
        "has_feed": getattr(request.user, "role", "") == Role.TECHNICIAN,
        "said": SAID,
    }
    return render(request, "jobs/schedule.html", context)


@lru_cache(maxsize=256)
def _options(values: tuple[str, ...], chosen: str) -> SafeString:
    pairs = zip(values, values, strict=True)
    return rows.render("lists/_options.jinja", options=pairs, chosen=chosen)


@staff_view(Permission.WORK_SEE)
@reads(NEVER)
def schedule_board(request: StaffRequest) -> HttpResponse:
    week, filters, board = _read(request)
    response = unchanged(request, board.seen) or HttpResponse(_drawn(week, filters, board))
    response["Cache-Control"] = "no-store"
    return response


def _read(request: StaffRequest) -> tuple[Week, ScheduleFilters, Board]:
    week = Week.read(request.GET.get("week", ""))
    filters = ScheduleFilters(request.GET, user=request.user)
    filters.checked()
    return week, filters, read_board(request.user, week, filters)


def _drawn(week: Week, filters: ScheduleFilters, board: Board) -> str:
    def link(page: str, to: Week | None) -> str:
        query = {**filters.query, **({"week": to} if to else {})}
        return f"{reverse(page)}?{urlencode(query)}"

    context: dict[str, Any] = {
        "board": board,
        "week": week,
        "link": lambda to: link("jobs:week", to),
        "poll": link("jobs:week_board", week),
        "every": SCHEDULE.refetch_seconds,
        "jobs": reverse("jobs:list"),
        "is_narrowed": bool(filters.query),
        "waiting": _drawn_waiting(get_language(), board.waiting, week.monday),
        "rows": [_drawn_row(row, place == 0) for place, row in enumerate(board.rows)],
    }
    return rows.render("jobs/_schedule.jinja", **context)


# The schedule is asked for again and again, and mostly little of it has changed.
@lru_cache(maxsize=64)
def _drawn_waiting(language: str | None, waiting: tuple[Waiting, ...], monday: date) -> SafeString:
    context = {"waiting": waiting, "monday": monday, "jobs": reverse("jobs:list"), **job_words()}
    return rows.render("jobs/_schedule_waiting.jinja", **context)


@lru_cache(maxsize=1024)
def _drawn_row(row: Row, is_first: bool) -> SafeString:
    """A row is one of a language."""
    context = {"row": row, "first": is_first, "jobs": reverse("jobs:list"), **job_words()}
    return rows.render("jobs/_schedule_row.jinja", **context)
