"""What clients of a company or branch were told in the portal, and telling them something."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Prefetch
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.actions.notice import publish, withdraw
from companies.choices import NoticeKind
from companies.models import Acknowledgement, Branch, Notice
from companies.portal.forms import NoticeForm, WithdrawalForm
from companies.retiring.refused import Refused
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of, find_or_404

SHOWN = 100


@staff_view(Permission.REGISTER_SEE)
@writes
@once
def record_notices(request: StaffRequest, pk: int, entity: str) -> HttpResponse:
    record = find_or_404(entity, pk, request.user)
    may_publish = request.user.may(Permission.BRANCH_EDIT) and record.is_active  # type: ignore[attr-defined]
    sent = request.POST if request.method == "POST" else None
    if sent is not None and not may_publish:
        raise PermissionDenied
    form = NoticeForm(sent)
    if sent is not None and form.is_valid():
        by = cast(User, request.user)
        publish(by=by, kind=NoticeKind.GENERAL, **_place(record), **form.cleaned_data)
        messages.success(request, _("Published. Your clients see it in the portal."))
        return HttpResponseRedirect(reverse(request.resolver_match.view_name, args=[pk]))  # type: ignore[union-attr]
    seen = Acknowledgement.objects.visible_to(request.user).order_by("pk")
    notices = Notice.objects.visible_to(request.user).filter(**_place(record)).latest_first()
    context = {
        "record": record,
        "address": address_of(record),
        "form": form if may_publish else None,
        "notices": notices.prefetch_related(Prefetch("acknowledgements", seen))[:SHOWN],
    }
    return render(request, "notices/page.html", context, status=200 if sent is None else 422)


@staff_view(Permission.BRANCH_EDIT)
@writes
@once
def notice_withdrawal(request: StaffRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    form, status = WithdrawalForm(request.POST or None), HTTPStatus.OK
    back = reverse("branches:notices" if notice.branch_id else "companies:notices",
                   args=[notice.branch_id or notice.company_id])  # fmt: skip
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                withdraw(notice=notice, by=cast(User, request.user), **form.cleaned_data)
            except Refused:
                status = HTTPStatus.CONFLICT
            else:
                messages.success(request, _("Withdrawn. Your clients see that it was, and why."))
                return HttpResponseRedirect(back)
    context = {"notice": notice, "form": form, "back": back, "action": request.path}
    return render(request, "notices/withdrawal.html", context, status=status)


def _place(record: Model) -> dict[str, Any]:
    """A notice to the whole company is for its managers; one to a branch for those there, too."""
    if isinstance(record, Branch):
        return {"company_id": record.company_id, "branch_id": record.pk}
    return {"company_id": record.pk, "branch_id": None}
