"""An administrator ends somebody's editing, and says why."""

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from locking.actions.lock import break_lock
from locking.forms import BreakingForm
from locking.models import RecordLock
from locking.policies import locked_record_or_404
from locking.views.sent import number_in
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.activity.people import staff
from realsync.db.access import writes
from realsync.db.record import Record
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.SYSTEM_MANAGE)
@writes
def breaking(request: StaffRequest, entity: str, pk: int) -> HttpResponse:
    """GET asks, POST does it to the edit session that the question was about."""
    record = cast(Record, locked_record_or_404(entity, pk, request.user))
    lock = RecordLock.objects.visible_to(request.user).on(entity, pk).live().first()
    if request.method != "POST":
        return _question(request, record, lock, BreakingForm())
    form = BreakingForm(request.POST)
    is_meant = lock is not None and lock.token == number_in(request, "token")
    if is_meant and not form.is_valid():
        return _question(request, record, lock, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    by, reason = cast(User, request.user), form.cleaned_data["reason"] if is_meant else ""
    if is_meant and lock and break_lock(lock=lock, of=record, by=by, reason=reason):
        messages.success(request, _("Ended. What was typed is kept as a draft of its author."))
    else:
        messages.warning(request, _("That editing had ended by itself; nothing was done."))
    return HttpResponseRedirect(address_of(record))


def _question(
    request: StaffRequest,
    record: Record,
    lock: RecordLock | None,
    form: BreakingForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    holder = staff(request.user).filter(pk=lock.user_id).first() if lock else None
    context = {
        "form": form,
        "lock": lock,
        "holder": holder.name if holder else "",
        "record": record,
        "back": address_of(record),
        "action": request.path,
    }
    response = render(request, "locking/breaking.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
