"""The review queue: its page, more of its rows, one certificate beside it, and many at once."""

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.certificates.actions.approval import approve_batch
from jobs.certificates.models import Certificate
from jobs.certificates.models.certificate import CertificateQuerySet
from jobs.certificates.review.flags import Flags
from jobs.certificates.review.panel import panel_of
from jobs.certificates.review.queue import (
    AT_ONCE,
    FURTHEST,
    Waiting,
    judged,
    place_of,
    queue_of,
)
from jobs.certificates.tables import verdict_look
from jobs.certificates.views.moves import site_of
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.editing.pages import named_in_query
from realsync.freshness.times import NEVER
from realsync.lists import rows as jinja
from realsync.lists.addresses import record_prefix
from realsync.lists.words import day, waiting_in_words
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.errors import BadInput
from realsync.pages.requests import StaffRequest

MOST_READ = 500


@staff_view(Permission.CERTIFICATE_APPROVE)
@reads(NEVER)
def review(request: StaffRequest) -> HttpResponse:
    """At the certificate that `?at=` names, if it waits; else at the first."""
    queue, user = queue_of(request.user), request.user
    at = named_in_query(request, "at")
    wanted = queue.filter(pk=at).first() if at else None
    place = place_of(user, wanted.promised_on, wanted.pk) if wanted else 0
    total, first = queue.order_by().count(), place // AT_ONCE * AT_ONCE
    shown = list(queue[first : first + AT_ONCE])
    flags = Flags(user, shown)
    current = next((each for each in shown if each == wanted), shown[0] if shown else None)
    context: dict[str, Any] = {
        "title": _("Review queue"),
        "rows": _rows(judged(user, shown, flags), first=first, total=total, current=current),
        "waiting": waiting_in_words(total),
        "has_gone": at is not None and wanted is None,
        "current": current,
        "is_further": first > 0,
    }
    if current is not None:
        place = first + shown.index(current)
        context |= {"record": current, **panel_of(user, current, flags)}
        context["previous"] = _at(queue, place - 1) if place else None
        context["next"] = _at(queue, place + 1) if place + 1 < total else None
    return _unkept(render(request, "certificates/review.html", context))


def _at(queue: CertificateQuerySet, place: int) -> int | None:
    return queue.values_list("pk", flat=True)[place : place + 1].first()


@staff_view(Permission.CERTIFICATE_APPROVE)
@reads(NEVER)
def review_rows(request: StaffRequest) -> HttpResponse:
    """Fifty rows from the place `?from=` on."""
    first = _place(request.GET.get("from", "0"))
    total = queue_of(request.user).order_by().count()
    certificates = list(queue_of(request.user)[first : first + AT_ONCE])
    shown = _judged(request, certificates)
    return _unkept(HttpResponse(_rows(shown, first=first, total=total, current=None)))


@staff_view(Permission.CERTIFICATE_APPROVE)
@reads(NEVER)
def review_panel(request: StaffRequest, pk: int) -> HttpResponse:
    """One certificate as it stands beside the queue."""
    certificate = get_object_or_404(Certificate.objects.visible_to(request.user), pk=pk)
    context = {
        "record": certificate,
        **panel_of(request.user, certificate, Flags(request.user, [certificate])),
        "previous": None,  # a script knows them
        "next": None,
    }
    return _unkept(render(request, "certificates/_panel.html", context))


@staff_view(Permission.CERTIFICATE_APPROVE)
@writes
@once
def review_approval(request: StaffRequest) -> HttpResponse:
    """Those that were ticked, or all without flags; asks first, and says what it left out."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    chosen = _chosen(request)
    ready = [each.certificate for each in chosen if each.may_be_batched]
    if "agreed" not in request.POST or not ready:
        return _ask(request, chosen, ready)
    shown = _versions(request)
    chosen_ones = [(each.pk, shown.get(each.pk, each.version)) for each in ready]
    batch = approve_batch(chosen=chosen_ones, by=cast(User, request.user), site=site_of(request))
    count = len(batch.approved)
    if count:
        said = ngettext("%d certificate issued.", "%d certificates issued.", count)
        messages.success(request, said % count)
    for certificate, why in batch.left:
        messages.warning(request, f"{certificate.description} {certificate.serial}: {why}")
    return HttpResponseRedirect(reverse("certificates:review"))


def _ask(request: StaffRequest, chosen: list[Waiting], ready: list[Certificate]) -> HttpResponse:
    context = {
        "ready": ready,
        "left_out": len(chosen) - len(ready),
        "back": reverse("certificates:review"),
        "action": request.path,
    }
    status = HTTPStatus.OK if ready else HTTPStatus.UNPROCESSABLE_ENTITY
    return _unkept(render(request, "certificates/batch.html", context, status=status))


def _chosen(request: StaffRequest) -> list[Waiting]:
    """At most fifty: with numbers, dates of plans and notices each takes some milliseconds."""
    if "all" in request.POST:
        return _first_ready(request)
    wanted = [_pk(text) for text in request.POST.getlist("certificate")[:AT_ONCE]]
    return _judged(request, list(queue_of(request.user).filter(pk__in=wanted)))


def _first_ready(request: StaffRequest) -> list[Waiting]:
    """Of the first five hundred: who reads on has approved some by then."""
    queue = queue_of(request.user)
    ready: list[Waiting] = []
    for first in range(0, MOST_READ, AT_ONCE):
        certificates = list(queue[first : first + AT_ONCE])
        ready += [each for each in _judged(request, certificates) if each.may_be_batched]
        if len(certificates) < AT_ONCE or len(ready) >= AT_ONCE:
            break
    return ready[:AT_ONCE]


def _judged(request: StaffRequest, certificates: list[Certificate]) -> list[Waiting]:
    return judged(request.user, certificates, Flags(request.user, certificates))


def _versions(request: StaffRequest) -> dict[int, int]:
    """What the page that asked has shown: `12:3`."""
    given = (text.partition(":") for text in request.POST.getlist("version"))
    return {_pk(pk): _pk(version) for pk, _colon, version in given}


def _rows(shown: list[Waiting], *, first: int, total: int, current: Certificate | None) -> str:
    return jinja.render(
        "certificates/_queue.jinja",
        shown=shown,
        first=first,
        total=total,
        current=current.pk if current else 0,
        look=verdict_look,
        day=day,
        record=record_prefix("certificates:detail"),
        link=lambda pk: "?" + urlencode({"at": pk}),
    )


def _pk(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise BadInput(_("This form cannot be read. Reload the page and try again."))
    return int(text)


def _place(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(FURTHEST))):
        raise BadInput(_("There is no such page in this list."))
    return min(int(text), FURTHEST)


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"  # it holds keys and the state of a moment
    return response
