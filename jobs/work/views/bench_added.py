"""What nobody expected: an instrument on site, a point beside the template's."""

from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from companies.retiring.refused import Refused
from jobs.work.actions.bench import (
    add_on_site,
    add_point,
)
from jobs.work.bench.answers import job_of, kept_nowhere, refusal_in_words
from jobs.work.bench.forms import AddedForm, PointForm, found_at_branch
from jobs.work.models import BenchItem, BenchSheet, Job
from jobs.work.policies import may_record
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.editing.texts import LONGEST_LINE, one_line
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest


@staff_view(Permission.RESULT_RECORD)
@writes
@once
def bench_added(request: StaffRequest, pk: int) -> HttpResponse:
    """An instrument that nobody expected: found at the branch by `?q=`, or new."""
    job = _to_record(request, pk)
    query = _query(request)
    found = list(found_at_branch(request.user, job, query)) if query else []
    initial = {"equipment": found[0].pk if len(found) == 1 else None, "serial": query}
    data = request.POST if request.method == "POST" else None
    form = AddedForm(data, user=request.user, job=job, initial=initial)
    context: dict[str, Any] = {"record": job, "query": query, "found": found, "form": form}
    if request.method != "POST" or not form.is_valid():
        return _asked(request, "jobs/bench_added.html", **context)
    given = {name: form.cleaned_data[name] for name in ("equipment", "service")}
    try:
        with transaction.atomic():
            item = add_on_site(
                job=job,
                by=cast(User, request.user),
                new_instrument=form.new_instrument,
                **given,
            )
    except (Refused, IntegrityError, OperationalError) as error:
        problem = refusal_in_words(request, job, error)
        return _asked(request, "jobs/bench_added.html", problem=problem, **context)
    return HttpResponseRedirect(f"{reverse('jobs:bench', args=[job.pk])}?item={item.pk}")


@staff_view(Permission.RESULT_RECORD)
@writes
@once
def bench_point(request: StaffRequest, pk: int) -> HttpResponse:
    """A point beside those of the template, for the instrument that `?item=` names."""
    job = _to_record(request, pk)
    named = request.GET.get("item", "")
    is_number = named.isdecimal() and len(named) <= 18
    rows = BenchItem.objects.visible_to(request.user).select_related("item")
    row = get_object_or_404(rows, pk=int(named) if is_number else 0, job=job)
    form = PointForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"record": job, "item": row.item, "form": form}
    if request.method != "POST" or not form.is_valid():
        return _asked(request, "jobs/bench_point.html", **context)
    by = cast(User, request.user)
    try:
        with transaction.atomic():
            add_point(row=row, job=job, by=by, values=form.cleaned_data)
    except (Refused, IntegrityError, OperationalError) as error:
        problem = refusal_in_words(request, job, error)
        return _asked(request, "jobs/bench_point.html", problem=problem, **context)
    return HttpResponseRedirect(f"{reverse('jobs:bench', args=[job.pk])}?item={row.pk}")


def _query(request: StaffRequest) -> str:
    """What no text is finds nothing."""
    try:
        return one_line(request.GET.get("q", ""))[:LONGEST_LINE]
    except ValidationError:
        return ""


def _to_record(request: StaffRequest, pk: int) -> Job:
    """The job, whose sheet was begun; PermissionDenied for whom it is not assigned to."""
    job = job_of(request, pk)
    if not may_record(request.user, job):
        raise PermissionDenied
    get_object_or_404(BenchSheet.objects.visible_to(request.user), job=job)
    return job


def _asked(request: StaffRequest, template: str, *, problem: str = "", **more: Any) -> HttpResponse:
    status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
    if not problem and request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    back = reverse("jobs:bench", args=[more["record"].pk])
    context = {"problem": problem, "back": back, **more}
    return kept_nowhere(render(request, template, context, status=status))
