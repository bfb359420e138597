"""The answers of a form: the page, the page with what is wrong or to choose, the saved record."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from locking.holding import Holder, end_save, holder_of
from realsync.db.violations import in_words, is_held
from realsync.editing.conflict import (
    Difference,
    asking_form,
    conflict_of,
    is_conflict,
    merged_in_words,
    merged_of,
    still_undecided,
)
from realsync.editing.drafts import (
    address_of_form,
    drop_saved,
    keep_as_draft,
    offered,
    taken_up,
    typed_in,
)
from realsync.editing.session import begin, refusal, token_in
from realsync.editing.sheet import Editing, Sheet
from realsync.pages.converters import LARGEST_ID
from realsync.pages.requests import SignedInRequest
from realsync.records.kinds import address_of, kind_of

ANOTHER = "another"


def to_edit(rows: QuerySet[Any], request: SignedInRequest) -> QuerySet[Any]:
    """The rows, locked where something is sent: what is compared stays as it is until the end."""
    return rows.select_for_update(of=("self",)) if request.method == "POST" else rows


def named_in(request: SignedInRequest, name: str, rows: QuerySet[Any]) -> Any:
    """The record whose id the address carries, if any; one that is not visible is not there."""
    pk = named_in_query(request, name)
    return None if pk is None else get_object_or_404(rows, pk=pk)


def named_in_query(request: SignedInRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))
    if not digits or int(text) > LARGEST_ID:
        raise Http404
    return int(text)


def new_page(
    request: SignedInRequest, editing: Editing, *, parent: Model | None = None, cancel: str
) -> HttpResponse:
    if request.method != "POST":
        return _open(request, editing, cancel=cancel, parent=parent)
    if "keep" in request.POST:
        return _keep(request, editing, None, cancel=cancel)
    data, add = request.POST, request.POST.get("add", "")
    sheet = _sheet(request, editing, parent=parent, data=data, add=add)
    if add:
        return _page(request, sheet, cancel=cancel)
    if sheet.is_valid():
        made = _saved_by(sheet, lambda: _create(request, sheet))
        if made is not None:
            again = address_of_form(request) if data.get("then") == ANOTHER else ""
            return _saved(request, editing, made, to=again)
    return _page(request, sheet, cancel=cancel, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def edit_page(request: SignedInRequest, editing: Editing, record: Any) -> HttpResponse:
    """`record` comes from `to_edit`."""
    # Where one came from: the list that the record was opened from rides along in the query.
    cancel = _with_query(request, editing, address_of(record))
    if request.method != "POST":
        return _open(request, editing, cancel=cancel, record=record)
    if "keep" in request.POST:
        return _keep(request, editing, record, cancel=cancel)
    add = request.POST.get("add", "")
    sheet = _sheet(request, editing, record=record, data=request.POST, add=add)
    if add:
        return _page(request, sheet, cancel=cancel)
    holder = begin(request, record)
    if holder is not None:
        return _held(request, sheet, holder, cancel=cancel)
    if sheet.is_valid():
        return _save(request, sheet, cancel=cancel)
    return _page(request, sheet, cancel=cancel, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _sheet(request: SignedInRequest, editing: Editing, **given: Any) -> Sheet:
    return Sheet(editing, user=request.user, query=request.GET, **given)


def _save(request: SignedInRequest, sheet: Sheet, *, cancel: str) -> HttpResponse:
    """What only others changed is left as they did; what both changed is asked."""
    if any(map(is_conflict, sheet.forms())):
        return _ask(request, sheet, cancel=cancel)
    theirs = [each for form in sheet.forms() for each in merged_of(form)]
    try:
        saved = _saved_by(sheet, lambda: _change(request, sheet))
    except OperationalError as error:
        if not is_held(error):
            raise
        return _held(request, sheet, holder_of(sheet.record), cancel=cancel)
    if saved is None:
        return _page(request, sheet, cancel=cancel, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    end_save(sheet.record, token=token_in(request))
    return _saved(request, sheet.editing, sheet.record, to=cancel, theirs=theirs)


def _held(
    request: SignedInRequest, sheet: Sheet, holder: Holder | None, *, cancel: str
) -> HttpResponse:
    """Not saved, since somebody else is editing; the form comes back as it was sent."""
    held = refusal(request, sheet.record, holder)
    return _page(request, sheet, cancel=cancel, status=HTTPStatus.CONFLICT, held=held)


def _open(request: SignedInRequest, editing: Editing, *, cancel: str, **given: Any) -> HttpResponse:
    """The form as the record is, or as one's draft of it was left."""
    draft = taken_up(request)
    data = typed_in(draft) if draft else None
    sheet = _sheet(request, editing, data=data, lock=False, **given)
    drafts = offered(request, but=draft)
    return _page(request, sheet, cancel=cancel, draft=draft, drafts=drafts)


def _keep(request: SignedInRequest, editing: Editing, record: Any, *, cancel: str) -> HttpResponse:
    keep_as_draft(request, entity=editing.entity, record=record)
    told = _("Kept as a draft, not saved. It waits for you in this form, for 30 days.")
    messages.success(request, told)
    return _go(request, cancel)


def _with_query(request: SignedInRequest, editing: Editing, address: str) -> str:
    query = request.GET.copy()
    for about_the_form in ("draft", *(part.name for part in editing.parts)):
        query.pop(about_the_form, None)
    return f"{address}?{query.urlencode()}" if query else address


def _create(request: SignedInRequest, sheet: Sheet) -> Any:
    given = {"parent": sheet.parent} if sheet.editing.takes_parent else {}
    values = sheet.form.values()
    return sheet.editing.create(by=request.user, values=values, **given, **sheet.row_changes())


def _change(request: SignedInRequest, sheet: Sheet) -> Any:
    return sheet.editing.change(
        sheet.record,
        by=request.user,
        version=sheet.record.version,
        changes=sheet.form.changes(),
        **sheet.row_changes(),
    )


def _saved_by(sheet: Sheet, action: Any) -> Any:
    """What the action made; None where the database or a rule refuses, which the form then says."""
    try:
        return action()
    except IntegrityError as error:
        violation = in_words(error)
        if violation is None:
            raise
        known = violation.field if violation.field in sheet.form.fields else None
        sheet.form.add_error(known, str(violation.sentence))
    except ValidationError as error:
        sheet.form.add_error(None, error)
    return None


def _ask(request: SignedInRequest, sheet: Sheet, *, cancel: str) -> HttpResponse:
    """Nothing is saved: the page shows both sides and keeps what was typed."""
    conflicts = [conflict_of(form) for form in sheet.forms() if is_conflict(form)]
    asked = _sheet(request, sheet.editing, record=sheet.record, parent=sheet.parent)
    asked.form = asking_form(sheet.form, asked.form_of)
    for rows, again in zip(sheet.parts, asked.parts, strict=True):
        again.forms = [again.asking(form, number) for number, form in enumerate(rows.forms)]
    return _page(request, asked, cancel=cancel, status=HTTPStatus.CONFLICT, conflicts=conflicts)


def _page(
    request: SignedInRequest, sheet: Sheet, *, status: int = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    if "conflicts" not in context:
        context["conflicts"] = list(filter(None, map(still_undecided, sheet.forms())))
    response = render(
        request,
        sheet.editing.template,
        {
            "sheet": sheet,
            "form": sheet.form,
            "parts": sheet.parts,
            "record": sheet.record,
            "parent": sheet.parent,
            "title": sheet.title,
            "list_address": sheet.editing.address("list") if sheet.editing.list_title else "",
            "list_title": sheet.editing.list_title,
            "kind": kind_of(sheet.editing.entity),
            "lock_token": token_in(request) or "",
            "form_address": address_of_form(request),
            **context,
        },
        status=status,
    )
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response


def _saved(
    request: SignedInRequest,
    editing: Editing,
    record: Any,
    *,
    to: str = "",
    theirs: Sequence[Difference] = (),
) -> HttpResponse:
    named = getattr(record, "code", None) or str(record)
    told = [_("%(record)s saved.") % {"record": named}, *merged_in_words(theirs)]
    messages.success(request, " ".join(told))
    drop_saved(request)
    away = editing.leads_to(record, request.user)
    return _go(request, away or to or address_of(record))


def _go(request: SignedInRequest, location: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": location})
    return HttpResponseRedirect(location)
