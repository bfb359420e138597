"""Audit packs, for clients: asked for, watched while they are made, and fetched."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from companies.models import Branch
from jobs.certificates.models import AuditPack
from jobs.certificates.packs.pages import Place, packs_file, packs_page, packs_rows
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, unscoped, writes
from realsync.freshness.times import NEVER
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@writes
def packs(request: ClientRequest) -> HttpResponse:
    return packs_page(request, _place(request), "certificates/portal_packs.html")


@portal_view(Permission.PORTAL_SEE)
@reads(NEVER)
def pack_rows(request: ClientRequest) -> HttpResponse:
    return packs_rows(request, _place(request))


@portal_view(Permission.PORTAL_SEE)
@unscoped
@require_safe
def pack_file(request: ClientRequest, pk: int) -> HttpResponseBase:
    return packs_file(request, pk)


def _place(request: ClientRequest) -> Place:
    return Place(
        page=reverse("portal:packs"),
        rows=reverse("portal:pack_rows"),
        file="portal:pack_file",
        packs=AuditPack.objects.visible_to(request.user),
        branches=Branch.objects.visible_to(request.user).active(),
    )
