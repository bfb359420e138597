"""From what stands on an instrument to its page: the label, a code, a serial or asset number."""

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from equipment.labels.scanning import instrument_of, token_in
from equipment.models import Equipment
from jobs.certificates.models import Certificate
from realsync.accounts.permissions import Permission
from realsync.db.access import unscoped
from realsync.db.scope import as_user
from realsync.lists.filters import LONGEST_QUERY
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest

MOST = 10


@portal_view(Permission.PORTAL_SEE)
@unscoped
@require_safe
def scan(request: ClientRequest) -> HttpResponse:
    """One instrument is shown at once; several are listed. Unscoped, since labels are."""
    scanned = request.GET.get("code", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    token = token_in(scanned)
    labelled = instrument_of(token) if token else None
    with as_user(request.user, read_only=True):
        found = _instruments(request, scanned, labelled) if scanned else []
        if len(found) == 1:
            return HttpResponseRedirect(reverse("portal:equipment_detail", args=[found[0].pk]))
        paper = _certificate(request, scanned) if scanned and not found else None
        if paper is not None:
            return HttpResponseRedirect(reverse("portal:certificate_detail", args=[paper]))
        context = {"scanned": scanned, "found": found, "is_label": bool(token)}
        return render(request, "certificates/portal_scan.html", context)


def _instruments(
    request: ClientRequest, scanned: str, labelled: tuple[int, str] | None
) -> list[Equipment]:
    instruments = Equipment.objects.visible_to(request.user).filter(merged_into=None)
    named = Q(serial=scanned) | Q(asset_number=scanned) | Q(code=scanned.upper())
    wanted = Q(pk=labelled[0]) if labelled else named
    return list(instruments.filter(wanted).select_related("branch").order_by("pk")[:MOST])


def _certificate(request: ClientRequest, scanned: str) -> int | None:
    certificates = Certificate.objects.visible_to(request.user)
    return certificates.filter(number=scanned.upper()).values_list("pk", flat=True).first()
