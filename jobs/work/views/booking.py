"""A job gets its technician and time, by the schedule or by a form of its own."""

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.retiring.pages import STALE, held_in_words, version_in
from companies.retiring.refused import Refused
from jobs.work.actions.booking import HolidayThen, book_job, unbook_job
from jobs.work.actions.visit_answer import keep_date
from jobs.work.forms import DateKeptForm
from jobs.work.models import Job
from jobs.work.moves import BY_NOUN
from jobs.work.people import name_of
from jobs.work.planning.forms import BookingForm
from jobs.work.planning.week import Week
from jobs.work.words import moment, time_of
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.db.violations import in_words
from realsync.editing.writing import Stale
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.JOB_SCHEDULE)
@writes
@once
def job_booking(request: StaffRequest, pk: int) -> HttpResponse:
    """GET asks; POST books, or takes off the schedule where nobody is named. A script is answered
    in JSON: what was done, or why not, and whether it may be done all the same."""
    jobs = Job.objects.visible_to(request.user).select_related("branch")
    job = get_object_or_404(jobs, pk=pk)
    if not BY_NOUN["schedule"].is_offered(job):
        told = _("The job is %(state)s, and cannot be booked any more.")
        told %= {"state": job.get_status_display().lower()}
        return _refused(request, job, BookingForm(job=job), problem=told, is_over=True)
    if request.method != "POST":
        return _page(request, job, BookingForm(job=job, initial=_now(request, job)))
    form = BookingForm(request.POST, job=job)
    if not form.is_valid():
        return _invalid(request, job, form)
    return _booked(request, job, form)


@staff_view(Permission.JOB_SCHEDULE)
@writes
@once
def job_date_kept(request: StaffRequest, pk: int) -> HttpResponse:
    """The client asked for another date and reads why there is none."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    form = DateKeptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        keep_date(job=job, by=cast(User, request.user), **form.cleaned_data)
        return HttpResponseRedirect(address_of(job))
    context = {"record": job, "form": form, "back": address_of(job), "action": request.path}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    response = render(request, "jobs/date_kept.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _now(request: StaffRequest, job: Job) -> dict[str, Any]:
    """As it is; a job without a time begins with what the address says."""
    if job.starts_at is None:
        given = request.GET
        return {"technician": given.get("technician", job.technician_id), "day": given.get("day")}
    start = timezone.localtime(job.starts_at)
    return {"technician": job.technician_id, "day": start.date(), "at": start.time()}


def _booked(request: StaffRequest, job: Job, form: BookingForm) -> HttpResponse:
    try:
        with transaction.atomic():
            booked = _act(request, job, form)
    except Stale as stale:
        current = cast(Job, stale.current)
        return _refused(request, current, form, problem=str(STALE), is_stale=True)
    except HolidayThen as holiday:
        return _refused(request, job, form, problem=holiday.sentence, asks=True)
    except Refused as refused:
        return _refused(request, job, form, problem=refused.sentence, other=refused.to)
    except IntegrityError as error:
        violation = in_words(error)
        if violation is None:
            raise
        return _refused(request, job, form, problem=str(violation.sentence))
    except OperationalError as error:
        return _refused(request, job, form, problem=held_in_words(error, request, job))
    told = _in_words(booked)
    if request.htmx:
        return JsonResponse({"told": told})
    messages.success(request, told)
    return HttpResponseRedirect(_week_of(booked))


def _act(request: StaffRequest, job: Job, form: BookingForm) -> Job:
    given: dict[str, Any] = {"job": job, "by": request.user, "version": version_in(request)}
    if form.cleaned_data["technician"] is None:
        return unbook_job(**given)
    return book_job(**given, **form.cleaned_data)


def _in_words(job: Job) -> str:
    if job.starts_at is None or job.ends_at is None:
        return _("%(job)s is off the schedule.") % {"job": job.number}
    same_day = timezone.localdate(job.starts_at) == timezone.localdate(job.ends_at)
    return _("%(job)s: %(name)s, %(start)s to %(end)s.") % {
        "job": job.number,
        "name": name_of(job.technician_id),
        "start": moment(job.starts_at),
        "end": time_of(job.ends_at) if same_day else moment(job.ends_at),
    }


def _week_of(job: Job) -> str:
    day = timezone.localdate(job.starts_at) if job.starts_at else timezone.localdate()
    return f"{reverse('jobs:week')}?{urlencode({'week': Week.of(day)})}"


def _invalid(request: StaffRequest, job: Job, form: BookingForm) -> HttpResponse:
    if request.htmx:
        problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"problem": problem}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _page(request, job, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _refused(
    request: StaffRequest,
    job: Job,
    form: BookingForm,
    *,
    problem: str,
    other: Any = None,
    asks: bool = False,
    is_stale: bool = False,
    is_over: bool = False,
) -> HttpResponse:
    address = address_of(other) if other is not None else ""
    if request.htmx:
        told = {"problem": problem, "asks": asks, "stale": is_stale, "href": address}
        told["link"] = other.number if other is not None else ""
        return JsonResponse(told, status=HTTPStatus.CONFLICT)
    more = {"problem": problem, "other": other, "other_address": address}
    status = HTTPStatus.CONFLICT
    return _page(request, job, form, status=status, asks=asks, is_over=is_over, **more)


def _page(
    request: StaffRequest, job: Job, form: BookingForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "record": job,
        "form": form,
        "back": _week_of(job),
        "action": request.path,
        **more,
    }
    response = render(request, "jobs/booking.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response
