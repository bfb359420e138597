"""Beside the schedule: who is away, when nobody works, and who can do what."""

from datetime import time
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from companies.retiring.pages import STALE, version_in
from jobs.work.actions.absence import (
    add_absence,
    add_holiday,
    change_skills,
    end_absence,
    end_holiday,
    end_skill,
)
from jobs.work.models import Absence, Holiday, Job, Skill
from jobs.work.planning.forms import AbsenceForm, HolidayForm, SkillEndForm, SkillsForm
from jobs.work.planning.hours import moment_of
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.db.violations import in_words
from realsync.editing.writing import Stale
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

MOST = 200


@staff_view(Permission.JOB_SCHEDULE)
@writes
@once
def absences(request: StaffRequest) -> HttpResponse:
    """From today on, with the holidays beside them. POST adds an absence."""
    if request.method != "POST":
        return _page(request)
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return _page(request, absence_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    problem = _tried(lambda: _added(request, form.cleaned_data))
    if problem:
        form.add_error(None, problem)
        return _page(request, absence_form=form, status=HTTPStatus.CONFLICT)
    return HttpResponseRedirect(reverse("jobs:absences"))


@staff_view(Permission.JOB_SCHEDULE)
@writes
@once
@require_POST
def holidays(request: StaffRequest) -> HttpResponse:
    form = HolidayForm(request.POST)
    if not form.is_valid():
        return _page(request, holiday_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    problem = _tried(lambda: add_holiday(by=_person(request), values=form.cleaned_data))
    if problem:
        form.add_error(None, problem)
        return _page(request, holiday_form=form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("The holiday is noted."))
    return HttpResponseRedirect(reverse("jobs:absences"))


@staff_view(Permission.JOB_SCHEDULE)
@writes
@once
@require_POST
def absence_end(request: StaffRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence.objects.visible_to(request.user).active(), pk=pk)
    try:
        end_absence(absence=absence, by=_person(request), version=version_in(request))
    except Stale:
        return _page(request, problem=STALE, status=HTTPStatus.CONFLICT)
    messages.success(request, _("The absence is taken back."))
    return HttpResponseRedirect(reverse("jobs:absences"))


@staff_view(Permission.JOB_SCHEDULE)
@writes
@once
@require_POST
def holiday_end(request: StaffRequest, pk: int) -> HttpResponse:
    holiday = get_object_or_404(Holiday.objects.visible_to(request.user).active(), pk=pk)
    try:
        end_holiday(holiday=holiday, by=_person(request), version=version_in(request))
    except Stale:
        return _page(request, problem=STALE, status=HTTPStatus.CONFLICT)
    messages.success(request, _("The holiday is taken back."))
    return HttpResponseRedirect(reverse("jobs:absences"))


@staff_view(Permission.JOB_SCHEDULE)
@writes
@once
def skills(request: StaffRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = _skills_form(request, sent)
    if form.is_bound and form.is_valid():
        change_skills(by=_person(request), **form.cleaned_data)
        messages.success(request, _("The skills are saved."))
        return HttpResponseRedirect(reverse("jobs:skills"))
    return _skills_page(request, form, SkillEndForm(user=request.user))


@staff_view(Permission.JOB_SCHEDULE)
@writes
@once
@require_POST
def skill_end(request: StaffRequest) -> HttpResponse:
    """Until when a competence holds."""
    form = SkillEndForm(request.POST, user=request.user)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _skills_page(request, _skills_form(request, None), form, status=status)
    end_skill(by=_person(request), **form.cleaned_data)
    messages.success(request, _("The skills are saved."))
    return HttpResponseRedirect(reverse("jobs:skills"))


def _skills_form(request: StaffRequest, sent: Any) -> SkillsForm:
    rows = Skill.objects.visible_to(request.user)
    ends = rows.values_list("technician_id", "category", "valid_until")
    known = {(technician, category): until for technician, category, until in ends}
    return SkillsForm(sent, user=request.user, known=known)


def _skills_page(
    request: StaffRequest, form: SkillsForm, end_form: SkillEndForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "form": form,
        "end_form": end_form,
        "today": timezone.localdate(),
        "tab": "skills",
    }
    response = render(request, "jobs/skills.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _added(request: StaffRequest, values: dict[str, Any]) -> None:
    absence = add_absence(by=_person(request), values=values)
    messages.success(request, _("The absence is noted."))
    meanwhile = _booked_meanwhile(request, absence)
    if meanwhile:
        told = ngettext(
            "%(count)d job is booked in these days, and stays so until somebody moves it: %(jobs)s",
            "%(count)d jobs are booked in these days, and stay so until somebody moves them: "
            "%(jobs)s",
            len(meanwhile),
        )
        messages.warning(request, told % {"count": len(meanwhile), "jobs": ", ".join(meanwhile)})


def _booked_meanwhile(request: StaffRequest, absence: Absence) -> list[str]:
    first = moment_of(absence.first_on, time.min)
    last = moment_of(absence.last_on, time.max)
    jobs = Job.objects.visible_to(request.user).booked().filter(starts_at__lte=last)
    jobs = jobs.filter(technician_id=absence.technician_id, ends_at__gt=first)
    jobs = jobs.order_by("starts_at", "pk")
    return list(jobs.values_list("number", flat=True)[:MOST])


def _tried(act: Any) -> str:
    """What the database had against it, in words; empty where nothing."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError as error:
        violation = in_words(error)
        if violation is None:
            raise
        return str(violation.sentence)
    return ""


def _page(request: StaffRequest, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    today = timezone.localdate()
    away = Absence.objects.visible_to(request.user).active().filter(last_on__gte=today)
    kept = Holiday.objects.visible_to(request.user).active().filter(held_on__gte=today)
    context = {
        "absences": away.select_related("technician").order_by("first_on", "pk")[:MOST],
        "holidays": kept.order_by("held_on", "region")[:MOST],
        "absence_form": AbsenceForm(),
        "holiday_form": HolidayForm(),
        "today": today,
        "tab": "absences",
        **more,
    }
    response = render(request, "jobs/absences.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _person(request: StaffRequest) -> User:
    return cast(User, request.user)
