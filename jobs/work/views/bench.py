"""The bench: a job's measurements, one page for all of its instruments, kept cell by cell."""

from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.retiring.refused import Refused
from jobs.work.actions.bench import (
    BEFORE_REVIEW,
    begin_sheet,
    fill_sheet,
)
from jobs.work.actions.bench_cell import readers_of
from jobs.work.bench.answers import job_of, kept_nowhere
from jobs.work.bench.cells import texts_of
from jobs.work.bench.sheet import (
    Instrument,
    has_unfilled,
    instruments_of,
    items_at_bench,
    what_if,
    without_competence,
    worst_by_rule,
)
from jobs.work.bench.words import VERDICTS, number
from jobs.work.choices import DecisionRule, JobStatus, Presence
from jobs.work.models import BenchSheet, Job
from jobs.work.policies import may_record
from jobs.work.tables import status_look
from jobs.work.words import moment
from realsync.accounts.encryption import keys_in_browser
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.editing.row_pages import RowPages
from realsync.freshness.times import NEVER
from realsync.lists import rows
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of

MOST_INSTRUMENTS = 50
# What the page's script says; it fills in what is in braces.
SAID = {
    "saved": gettext_lazy("All saved"),
    "waiting": gettext_lazy("{n} waiting to be sent"),
    "offline": gettext_lazy("No connection: {n} kept here"),
    "signed-out": gettext_lazy("You are signed out: {n} kept here"),
    "others": gettext_lazy("{n} of somebody else are kept on this device until they sign in"),
    "conflict": gettext_lazy("{n} to decide"),
    "refused": gettext_lazy("{n} refused"),
    "unkept": gettext_lazy("Nothing is kept in this browser: stay on the page until all is saved."),
    "number": gettext_lazy("This is no number."),
    "none": gettext_lazy("No instrument of this job is called “{q}”."),
    "several": gettext_lazy("{n} instruments match."),
    "gone": gettext_lazy("You have no right to this any more, or it is gone."),
    "failed": gettext_lazy("The server could not read this."),
    "theirs": gettext_lazy("{who}: {value}"),
    "empty": gettext_lazy("empty"),
    "signed": gettext_lazy("Signed by {who}"),
}  # fmt: skip


@staff_view(Permission.WORK_SEE)
@writes
@once
def bench(request: StaffRequest, pk: int) -> HttpResponse:
    """GET shows it; POST begins it, with the rule that was agreed."""
    job = job_of(request, pk)
    mine = may_record(request.user, job)
    if request.method == "POST":
        return _begun(request, job, mine=mine)
    sheet = BenchSheet.objects.visible_to(request.user).filter(job=job).first()
    if sheet is None:
        return _beginning(request, job, mine=mine)
    is_open = mine and job.status == JobStatus.IN_PROGRESS
    if is_open and has_unfilled(request.user, job):
        fill_sheet(job=job, by=cast(User, request.user))
    return _page(request, job, sheet, is_open=is_open)


def _begun(request: StaffRequest, job: Job, *, mine: bool) -> HttpResponse:
    rule = request.POST.get("decision_rule", "")
    if not mine:
        raise PermissionDenied
    if rule not in DecisionRule.values:
        told = _("Choose the rule that was agreed with the client.")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _beginning(request, job, mine=mine, problem=told, status=status)
    try:
        begin_sheet(job=job, by=cast(User, request.user), rule=rule)
    except Refused as refused:
        status = HTTPStatus.CONFLICT
        return _beginning(request, job, mine=mine, problem=refused.sentence, status=status)
    return HttpResponseRedirect(request.path)


def _beginning(
    request: StaffRequest,
    job: Job,
    *,
    mine: bool,
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "record": job,
        "rules": DecisionRule.choices,
        "may_begin": mine and job.status in BEFORE_REVIEW,
        "problem": problem,
        "back": address_of(job),
    }
    return kept_nowhere(render(request, "jobs/bench_begin.html", context, status=status))


def _page(request: StaffRequest, job: Job, sheet: BenchSheet, *, is_open: bool) -> HttpResponse:
    get_token(request)  # its cookie: cells are sent without a form
    items = items_at_bench(request.user, job)
    pages = RowPages("instruments", items.count(), MOST_INSTRUMENTS, request.GET)
    instruments = instruments_of(request.user, items[pages.before :][:MOST_INSTRUMENTS])
    shown = _shown(request, instruments)
    context: dict[str, Any] = {
        "record": job,
        "look": status_look(job.status),
        "sheet": sheet,
        "cells": rows.render("jobs/_bench_sheet.jinja", **_sheet(sheet, instruments, is_open)),
        "list": rows.render("jobs/_bench_list.jinja", instruments=instruments, shown=shown,
                            verdicts=VERDICTS, pages=pages, base=request.path),
        "instrument": _drawn(shown, is_open=is_open) if shown else "",
        "others": [(each.item.pk, _drawn(each, is_open=is_open))
                   for each in instruments if each is not shown],
        "pages": pages,
        "is_open": is_open,
        "may_start": may_record(request.user, job) and job.status == JobStatus.SCHEDULED,
        "unfit": without_competence(cast(User, request.user), instruments) if is_open else [],
        "signed": moment(sheet.signed_at),
        "said": SAID,
        "verdicts": VERDICTS,
        "keys": keys_in_browser(cast(User, request.user).pk),
        "cells_at": reverse("jobs:bench_cells", args=[job.pk]),
        "back": address_of(job),
    }  # fmt: skip
    return kept_nowhere(render(request, "jobs/bench.html", context))


def _shown(request: StaffRequest, instruments: list[Instrument]) -> Instrument | None:
    """The one that the address names, else the first that is not done."""
    named = request.GET.get("item", "")
    by_name = next((each for each in instruments if str(each.item.pk) == named), None)
    open_ones = (each for each in instruments if not each.is_done)
    return by_name or next(open_ones, None) or next(iter(instruments), None)


def _sheet(sheet: BenchSheet, instruments: list[Instrument], is_open: bool) -> dict[str, Any]:
    has_values = any(each.read for each in instruments)
    return {
        "sheet": sheet,
        "rules": DecisionRule.choices,
        "is_open": is_open,
        "is_frozen": has_values or not is_open,
        "signature": texts_of(sheet, readers_of(sheet)).get("signature", ""),
        "number": number,
    }


def _drawn(instrument: Instrument, *, is_open: bool) -> str:
    return rows.render(
        "jobs/_bench_item.jinja",
        instrument=instrument,
        item=instrument.item,
        row=instrument.row,
        presences=Presence.choices,
        verdicts=VERDICTS,
        is_open=is_open,
        number=number,
        points_at=reverse("jobs:bench_point", args=[instrument.item.job_id]),
    )


@staff_view(Permission.WORK_SEE)
@reads(NEVER)
def bench_what_if(request: StaffRequest, pk: int) -> HttpResponse:
    """The same values under each rule; the one that was agreed stands."""
    job = job_of(request, pk)
    sheet = get_object_or_404(BenchSheet.objects.visible_to(request.user), job=job)
    items = items_at_bench(request.user, job)
    instruments = instruments_of(request.user, items[:MOST_INSTRUMENTS])
    shown = _shown(request, instruments)
    context = {
        "record": job,
        "sheet": sheet,
        "table": rows.render(
            "jobs/_bench_what_if.jinja",
            rules=DecisionRule.choices,
            agreed=sheet.decision_rule,
            counted=[(each, worst_by_rule(each)) for each in instruments],
            shown=shown,
            compared=what_if(shown) if shown else [],
            verdicts=VERDICTS,
            base=request.path,
        ),
        "back": reverse("jobs:bench", args=[job.pk]),
    }
    return kept_nowhere(render(request, "jobs/bench_what_if.html", context))
