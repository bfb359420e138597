"""A client's visit or job: when we come, what we need there, how far it is, and their answer."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, NamedTuple, cast

from django import forms
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Func, TextField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from jobs.work.actions.visit_answer import ask_other_date, confirm_visit
from jobs.work.choices import BOOKED, JobStatus, Stage
from jobs.work.forms import OtherDateForm
from jobs.work.models import Job, JobItem, VisitAnswer
from jobs.work.papers import Paper, papers_of_job
from jobs.work.submission import submission_of
from jobs.work.tables import portal_status, status_look
from jobs.work.words import moment, time_of
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.db.violations import in_words
from realsync.freshness.times import JOBS
from realsync.lists import rows
from realsync.lists.addresses import record_prefix
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest

MOST_ITEMS_SHOWN = 200
BEFORE_WORK = (JobStatus.NEW, JobStatus.QUOTED, JobStatus.ACCEPTED, JobStatus.SCHEDULED)
STAGES = "SELECT item_id, stage FROM stages_of_visit(%s)"
STAGE_LOOKS: dict[str, str] = {
    Stage.RECEIVED: "accent",
    Stage.PRESENTED: "accent",
    Stage.MEASURED: "accent",
    Stage.NOT_PRESENTED: "warn",
    Stage.ISSUED: "good",
}


class TechnicianOfVisit(Func):
    """Told of a booked visit only."""

    function = "technician_of_visit"
    output_field = TextField()


class Shown(NamedTuple):
    """An item of the job as its client sees it."""

    item: JobItem
    stage: str
    look: str
    paper: Paper | None


@portal_view(Permission.PORTAL_SEE)
@reads(JOBS, "job:{pk}", "branch", "certificate", "document", "note", "notice", "user")
def job_detail(request: ClientRequest, pk: int) -> HttpResponse:
    return _page(request, _job(request, pk))


@portal_view(Permission.PORTAL_SEE)
@writes
def job_confirmation(request: ClientRequest, pk: int) -> HttpResponse:
    job = _job(request, pk)
    return _answered(request, job, confirm_visit, None)


@portal_view(Permission.PORTAL_SEE)
@writes
def job_other_date(request: ClientRequest, pk: int) -> HttpResponse:
    job = _job(request, pk)
    return _answered(request, job, ask_other_date, OtherDateForm(request.POST or None))


def _answered(
    request: ClientRequest, job: Job, action: Callable[..., Any], form: forms.Form | None
) -> HttpResponse:
    back = f"{reverse('portal:job_detail', args=[job.pk])}#answer"
    if request.method != "POST":
        return HttpResponseRedirect(back)
    if job.status != JobStatus.SCHEDULED or _seen(request) != job.starts_at:
        told = _("The visit has been booked anew meanwhile. Look at what stands here now.")
        return _page(request, job, HTTPStatus.CONFLICT, problem=told)
    if form is not None and not form.is_valid():
        return _page(request, job, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    said = form.cleaned_data if form is not None else {}
    by, submission = cast(User, request.user), submission_of(request)
    try:
        with transaction.atomic():
            action(job=job, by=by, starts_at=job.starts_at, submission=submission, **said)
    except IntegrityError as error:
        if in_words(error) is None:
            raise
    return HttpResponseRedirect(back)


def _seen(request: HttpRequest) -> datetime | None:
    """The time that was shown to whoever answers."""
    try:
        return parse_datetime(request.POST.get("starts_at", ""))
    except ValueError:
        return None


def _page(
    request: ClientRequest, job: Job, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    items = JobItem.objects.visible_to(request.user).active().filter(job=job).in_order()
    shown = list(items[: MOST_ITEMS_SHOWN + 1])
    is_booked = job.status in BOOKED
    answers = VisitAnswer.objects.visible_to(request.user).filter(job=job).latest_first()
    may_answer = job.status == JobStatus.SCHEDULED
    answer = answers.first() if may_answer else None
    context = {
        "job": job,
        "status": portal_status(job.status),
        "look": status_look(job.status),
        "is_booked": is_booked,
        "starts": moment(job.starts_at) if is_booked else "",
        "ends": _end(job) if is_booked else "",
        "completed": moment(job.completed_at),
        "items": _drawn(_stages(request, job, shown[:MOST_ITEMS_SHOWN])),
        "has_more": len(shown) > MOST_ITEMS_SHOWN,
        "most": MOST_ITEMS_SHOWN,
        "answer": answer,
        # An answer to a time that is booked no more is asked for again.
        "stands": answer is not None
        and answer.starts_at == job.starts_at
        and not answer.is_refused,
        "may_answer": may_answer,
        "form": OtherDateForm() if may_answer else None,
        **more,
    }
    response = render(request, "jobs/portal_detail.html", context, status=status)
    if may_answer:
        response["Cache-Control"] = "no-store"  # it holds a form and its key
    return response


def _end(job: Job) -> str:
    if job.starts_at is None or job.ends_at is None:
        return ""
    same_day = moment(job.starts_at).split(",")[0] == moment(job.ends_at).split(",")[0]
    return time_of(job.ends_at) if same_day else moment(job.ends_at)


def _drawn(items: list[Shown]) -> str:
    if not items:
        return ""
    return rows.render(
        "jobs/_portal_items.jinja",
        items=items,
        equipment=record_prefix("portal:equipment_detail"),
        certificates=record_prefix("portal:certificate_detail"),
    )


def _stages(request: ClientRequest, job: Job, items: list[JobItem]) -> list[Shown]:
    papers = papers_of_job(request.user, job.pk)
    at_bench: dict[int, str] = {}
    if items and job.status not in BEFORE_WORK:
        with connection.cursor() as cursor:
            cursor.execute(STAGES, [job.pk])
            at_bench = dict(cursor.fetchall())
    return [_stage(item, at_bench.get(item.pk, ""), papers.get(item.pk)) for item in items]


def _stage(item: JobItem, at_bench: str, paper: Paper | None) -> Shown:
    stage = Stage.WAITING
    if paper is not None:
        stage = Stage.ISSUED
    elif item.returned_on:
        stage = Stage.RETURNED
    elif at_bench:
        stage = Stage(at_bench)
    elif item.received_on:
        stage = Stage.RECEIVED
    return Shown(item, str(stage.label), STAGE_LOOKS.get(stage, ""), paper)


def _job(request: ClientRequest, pk: int) -> Job:
    jobs = Job.objects.visible_to(request.user).select_related("branch")
    named = jobs.annotate(technician_name=TechnicianOfVisit(F("pk")))
    return get_object_or_404(named, pk=pk)
