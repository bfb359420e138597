"""Drafts come in from the page while somebody types, and go when they are discarded."""

import json
import re
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from locking.actions.draft import MOST_BYTES, Place, Values, drop_draft, keep_draft
from locking.models import Draft
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.pages.access import staff_view
from realsync.pages.errors import BadInput
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import find_or_404, kind_or_404

SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_ADDRESS = 500
MOST_VALUES = 1000


@staff_view(Permission.REGISTER_SEE)
@writes
def keep(request: StaffRequest) -> HttpResponse:
    """What stands in a form now, as JSON; a later one of the same tab takes its place, and one
    without values, of a form that is again as it was, takes it away."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if len(request.body) > MOST_BYTES:
        told = _("This is too much to keep as a draft. Save it, or copy it to a file of your own.")
        return HttpResponse(told, status=413, content_type="text/plain; charset=utf-8")
    sent = _sent(request.body)
    tab = _uuid(sent.get("tab"))
    key = _uuid(sent["key"]) if sent.get("key") else None
    place = _place(request, sent)
    by, values = cast(User, request.user), _values(sent.get("data"))
    if values:
        keep_draft(by=by, at=place, tab=tab, values=values, form_key=key)
    else:
        drop_draft(by=by, address=place.address, tab=tab)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@staff_view(Permission.REGISTER_SEE)
@writes
def removal(request: StaffRequest, pk: int) -> HttpResponse:
    """By a script, or by a button where there is none: then the form comes again without it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    draft = get_object_or_404(Draft.objects.visible_to(cast(User, request.user)), pk=pk)
    address = draft.address
    draft.delete()
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return HttpResponseRedirect(address)


def _sent(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        raise BadInput(_("This draft cannot be read."))
    return sent


def _place(request: StaffRequest, sent: dict[str, Any]) -> Place:
    address, entity, record = sent.get("address"), sent.get("entity"), sent.get("record")
    if not isinstance(entity, str) or not isinstance(address, str) or not _is_ours(address):
        raise BadInput(_("This draft cannot be read."))
    kind = kind_or_404(entity)
    if record is None:
        return Place(address, entity)
    if type(record) is not int or not 0 < record < 2**63 or not request.user.may(kind.edit):
        raise Http404
    find_or_404(entity, record, request.user)
    return Place(address, entity, record)


def _is_ours(address: str) -> bool:
    """An address of this house: Discard leads back to it."""
    local = address.startswith("/") and address[1:2] not in ("/", "\\")
    return local and len(address) <= LONGEST_ADDRESS and _is_text(address)


def _values(data: Any) -> Values:
    """name -> texts, as a form sends them."""
    good = (
        isinstance(data, dict)
        and all(map(_is_text, data))
        and sum(map(_texts, data.values())) <= MOST_VALUES
    )
    if not good:
        raise BadInput(_("This draft cannot be read."))
    return cast(Values, data)


def _texts(values: Any) -> int:
    """How many; more than any form has where it is something else."""
    good = isinstance(values, list) and all(map(_is_text, values))
    return len(values) if good else MOST_VALUES + 1


def _is_text(value: Any) -> bool:
    """One that the database can hold: no NUL, no half of a character."""
    return isinstance(value, str) and "\0" not in value and not SURROGATE.search(value)


def _uuid(text: Any) -> UUID:
    try:
        return UUID(text)
    except (ValueError, TypeError, AttributeError):
        raise BadInput(_("This draft cannot be read.")) from None
