"""One search over everything that somebody may look up: the palette, and a page with the same."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.finding.commands import commands
from dashboards.finding.hits import Group, found, kept, similar
from dashboards.forms import KeptForm, SearchForm
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness.times import NEVER
from realsync.lists import rows
from realsync.pages.access import portal_view, staff_view
from realsync.pages.errors import BadInput
from realsync.pages.requests import ClientRequest, SignedInRequest, StaffRequest

ON_PAGE, IN_PALETTE = 8, 5
# Where so few are found, names that resemble what was typed are offered, too.
FEW = 3
COMMANDS = 6


@staff_view(Permission.REGISTER_SEE)
@reads(NEVER)
def search(request: StaffRequest) -> HttpResponse:
    return _page(request, "search/results.html")


@staff_view(Permission.REGISTER_SEE)
@reads(NEVER)
def palette(request: StaffRequest) -> HttpResponse:
    return _hits(request, "search")


@staff_view(Permission.REGISTER_SEE)
@reads(NEVER)
def palette_kept(request: StaffRequest) -> HttpResponse:
    return _kept(request)


@portal_view(Permission.PORTAL_SEE)
@reads(NEVER)
def portal_search(request: ClientRequest) -> HttpResponse:
    return _page(request, "search/portal.html")


@portal_view(Permission.PORTAL_SEE)
@reads(NEVER)
def portal_palette(request: ClientRequest) -> HttpResponse:
    return _hits(request, "portal:search")


@portal_view(Permission.PORTAL_SEE)
@reads(NEVER)
def portal_palette_kept(request: ClientRequest) -> HttpResponse:
    return _kept(request)


def _page(request: SignedInRequest, template: str) -> HttpResponse:
    query = _query(request)
    return render(request, template, {"q": query, "groups": _groups(request, query, ON_PAGE)})


def _hits(request: SignedInRequest, page: str) -> HttpResponse:
    query = _query(request)
    groups = _groups(request, query, IN_PALETTE)
    more = any(len(group.hits) == IN_PALETTE for group in groups)
    return _listed(request, groups, query, page if more else "")


def _groups(request: SignedInRequest, query: str, most: int) -> list[Group]:
    if not query:
        return []
    groups = found(query, request.user, most=most)
    if sum(len(group.hits) for group in groups) < FEW:
        seen = {hit.record for group in groups for hit in group.hits}
        alike = [hit for hit in similar(query, request.user, most=most) if hit.record not in seen]
        groups += [Group(_("Similar names"), alike)] if alike else []
    return groups


def _kept(request: SignedInRequest) -> HttpResponse:
    """What somebody pinned, and what this browser opened lately: only what they may see of it."""
    form = KeptForm(request.GET)
    recent = form.cleaned_data["recent"] if form.is_valid() else []
    pinned = request.user.pinned
    hits = kept(list(dict.fromkeys([*pinned, *recent])), request.user)
    groups = [
        Group(_("Pinned"), [hit for hit in hits if hit.record in pinned]),
        Group(_("Opened lately"), [hit for hit in hits if hit.record not in pinned]),
    ]
    return _listed(request, [group for group in groups if group.hits], "", "")


def _listed(request: SignedInRequest, groups: list[Group], query: str, page: str) -> HttpResponse:
    count = sum(len(group.hits) for group in groups)
    text = rows.render(
        "search/_hits.jinja",
        groups=groups,
        q=query,
        page=page,
        count=ngettext("%d record", "%d records", count) % count,
        commands=[*commands(query, request.user)][:COMMANDS],
        pinned=request.user.pinned,
        most=IN_PALETTE,
    )
    return HttpResponse(text)


def _query(request: SignedInRequest) -> str:
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise BadInput(form.errors["q"][0])
    query: str = form.cleaned_data["q"]
    return query
