"""What we tell a client: the list, one notice, and that it has been seen."""

from datetime import datetime
from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.actions.notice import acknowledge
from companies.models import Acknowledgement, Notice
from companies.portal.links import address_of_notice
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.freshness.times import RECORDS
from realsync.pages.access import portal_view
from realsync.pages.errors import BadInput
from realsync.pages.requests import ClientRequest

SALT = "notice.shown"


@portal_view(Permission.PORTAL_SEE)
@reads(RECORDS, "notice:{pk}", "branch", "notice")
def notice_detail(request: ClientRequest, pk: int) -> HttpResponse:
    notice = _notice(request, pk)
    user = cast(User, request.user)
    seen = list(Acknowledgement.objects.visible_to(user).filter(notice=notice).order_by("pk"))
    is_mine = any(row.user_id == user.pk for row in seen)
    context = {
        "notice": notice,
        "address": "" if notice.withdrawn_at else address_of_notice(notice),
        "seen": seen[0] if seen else None,
        "waits": notice.needs_acknowledgement and not seen and not notice.withdrawn_at,
        # Reading is telling; an administrator who looks on tells nothing.
        "is_news": not (notice.needs_acknowledgement or is_mine or user.viewed_by),
        "shown": signing.dumps([pk, timezone.now().isoformat()], salt=SALT),
    }
    return render(request, "notices/portal_detail.html", context)


@portal_view(Permission.PORTAL_SEE)
@writes
def notice_acknowledgement(request: ClientRequest, pk: int) -> HttpResponse:
    """Twice is once, and says so no differently."""
    if request.method != "POST":
        raise Http404
    notice = _notice(request, pk)
    shown_at = _shown_at(request.POST.get("shown", ""), pk)
    if notice.withdrawn_at is not None:
        return HttpResponseRedirect(reverse("portal:notice_detail", args=[pk]))
    acknowledge(notice=notice, by=cast(User, request.user), shown_at=shown_at)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if notice.needs_acknowledgement:
        messages.success(request, _("Acknowledged. We know now that you have read it."))
    return HttpResponseRedirect(reverse("portal:notice_detail", args=[pk]))


def _notice(request: ClientRequest, pk: int) -> Notice:
    notices = Notice.objects.visible_to(request.user).select_related("branch")
    return get_object_or_404(notices, pk=pk)


def _shown_at(text: str, pk: int) -> datetime:
    """When the page was shown that this button stood on; nobody else can say."""
    try:
        of, moment = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        of = None
    if of != pk:
        raise BadInput(_("This page is too old. Open the notice again."))
    return datetime.fromisoformat(moment)
