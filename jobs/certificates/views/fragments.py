"""What pages of companies, branches, instruments and jobs show of certificates, after the page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Branch, Company
from equipment.models import Equipment
from jobs.certificates.policies import may_draft
from jobs.certificates.related import certificates_of
from jobs.work.models import Job
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness.times import RECORDS
from realsync.lists.related import related_card, related_rows
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

PLACES: dict[str, Any] = {
    "company": Company,
    "branch": Branch,
    "equipment": Equipment,
    "job": Job,
}


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "{kind}:{pk}", "certificate", "branch", "company")
def certificates_card(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """On the page of a job also the way to its drafts."""
    place = _find(request, kind, pk)
    more = {}
    if isinstance(place, Job) and may_draft(request.user, place.technician_id):
        drafting = reverse("certificates_drafting", args=[pk])
        more = {"new": drafting, "new_text": _("Draft certificates")}
    nothing = _("No certificate yet.")
    return related_card(request, certificates_of(kind, pk), nothing=nothing, **more)


@staff_view(Permission.WORK_SEE)
@reads(RECORDS, "{kind}:{pk}", "certificate", "branch", "company")
def certificates_card_rows(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    _find(request, kind, pk)
    return related_rows(request, certificates_of(kind, pk))


def _find(request: StaffRequest, kind: str, pk: int) -> Any:
    return get_object_or_404(PLACES[kind].objects.visible_to(request.user), pk=pk)
