"""The list of standards and its fragments, the page of one, its form, retirement, readmission."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.db import OperationalError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.retiring.pages import (
    STALE,
    held_in_words,
    restoration_page,
    retirement_page,
    version_in,
)
from companies.retiring.refused import Refused
from jobs.work.actions.standard import readmit_standard
from jobs.work.editing.sheets import STANDARD
from jobs.work.fitness import against_standard
from jobs.work.models import Standard
from jobs.work.tables import STANDARDS, standard_look
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.editing.pages import edit_page, new_page, to_edit
from realsync.editing.writing import Stale
from realsync.freshness.times import RECORDS
from realsync.lists.record_page import record_page
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "standard:{pk}")
def standard_detail(request: StaffRequest, pk: int) -> HttpResponse:
    standard = get_object_or_404(Standard.objects.visible_to(request.user), pk=pk)
    context = {
        "look": standard_look(standard.status),
        "against": against_standard(standard, timezone.localdate()),
    }
    return record_page(request, standard, STANDARDS, "standards/detail.html", **context)


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def standard_new(request: StaffRequest) -> HttpResponse:
    return new_page(request, STANDARD, cancel=reverse("standards:list"))


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def standard_edit(request: StaffRequest, pk: int) -> HttpResponse:
    standards = to_edit(Standard.objects.visible_to(request.user), request)
    return edit_page(request, STANDARD, get_object_or_404(standards, pk=pk))


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def standard_retirement(request: StaffRequest, pk: int) -> HttpResponse:
    return retirement_page(request, Standard.objects.visible_to(request.user), pk)


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def standard_restoration(request: StaffRequest, pk: int) -> HttpResponse:
    return restoration_page(request, Standard.objects.visible_to(request.user), pk)


@staff_view(Permission.CATALOGUE_MANAGE)
@writes
@once
def standard_readmission(request: StaffRequest, pk: int) -> HttpResponse:
    standard = get_object_or_404(Standard.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return _ask(request, standard)
    try:
        with transaction.atomic():
            readmit_standard(
                standard=standard, by=cast(User, request.user), version=version_in(request)
            )
    except Stale as stale:
        now: Any = stale.current
        return _ask(request, now, str(STALE), status=HTTPStatus.CONFLICT)
    except Refused as refused:
        return _ask(request, standard, refused.sentence, status=HTTPStatus.CONFLICT)
    except OperationalError as error:
        held = held_in_words(error, request, standard)
        return _ask(request, standard, held, status=HTTPStatus.CONFLICT)
    messages.success(request, _("%(standard)s is in service again.") % {"standard": standard})
    return HttpResponseRedirect(address_of(standard))


def _ask(
    request: StaffRequest, standard: Standard, problem: str = "", *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "record": standard,
        "problem": problem,
        "back": address_of(standard),
        "action": request.path,
    }
    response = render(request, "standards/readmission.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response
