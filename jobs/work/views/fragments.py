"""What pages of companies, branches and instruments show of jobs, fetched after the page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from companies.models import Branch, Company
from equipment.models import Equipment
from jobs.work.related import jobs_of
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.lists.related import related_card, related_rows
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

PLACES: dict[str, Any] = {"company": Company, "branch": Branch, "equipment": Equipment}


@staff_view(Permission.WORK_SEE)
@reads
def jobs_card(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    _find(request, kind, pk)
    return related_card(request, jobs_of(kind, pk), nothing=_("No jobs here yet."))


@staff_view(Permission.WORK_SEE)
@reads
def jobs_card_rows(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    _find(request, kind, pk)
    return related_rows(request, jobs_of(kind, pk))


def _find(request: StaffRequest, kind: str, pk: int) -> None:
    get_object_or_404(PLACES[kind].objects.visible_to(request.user).only("pk"), pk=pk)
