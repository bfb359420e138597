"""What forms of records ask for: is this field right, what can be chosen, one field alone."""

import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.forms.boundfield import BoundField
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from locking.holding import Holder, holder_of
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, writes
from realsync.db.violations import is_held
from realsync.editing.conflict import asking_form, conflict_of, is_conflict
from realsync.editing.forms import RecordForm
from realsync.editing.inline import display
from realsync.editing.pages import named_in_query, to_edit
from realsync.editing.pick import MOST_OFFERED, Pick
from realsync.editing.session import begin, refusal
from realsync.editing.sheet import Editing, Sheet, editing_of
from realsync.freshness.times import NEVER
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of, kind_of


@staff_view(Permission.REGISTER_SEE)
@writes
def check_new(request: StaffRequest, entity: str, field: str) -> HttpResponse:
    """By POST, since it carries what was typed; nothing is written."""
    editing = _editing(request, entity, new=True)
    return _checked(request, editing, field, None)


@staff_view(Permission.REGISTER_SEE)
@writes
def check(request: StaffRequest, entity: str, pk: int, field: str) -> HttpResponse:
    editing = _editing(request, entity)
    return _checked(request, editing, field, get_object_or_404(_rows(request, entity), pk=pk))


@staff_view(Permission.REGISTER_SEE)
@reads(NEVER)
def choices(request: StaffRequest, entity: str, field: str) -> HttpResponse:
    """The first records that match what was typed into a Pick."""
    pick = _pick(_editing(request, entity, new=None), field)
    rows: Any = pick.find(request.user).filter(is_active=True)
    within = named_in_query(request, "within")
    if within is not None and pick.within:
        rows = rows.filter(**{pick.within: within})
    found = rows.matching(request.GET.get("q", "")[:200]).order_by(pick.order, "pk")[:MOST_OFFERED]
    context = {"options": [pick.option(record) for record in found]}
    return render(request, "editing/_choices.html", context)


@staff_view(Permission.REGISTER_SEE)
@writes
@once
def field_edit(request: StaffRequest, entity: str, pk: int, field: str) -> HttpResponse:
    """One field on the page that shows it: GET the small form, POST what was typed."""
    editing = _editing(request, entity)
    if field not in editing.inline:
        raise Http404
    record = get_object_or_404(to_edit(_rows(request, entity), request), pk=pk)
    if request.method == "POST":
        return _save_field(request, editing, record, field)
    if not request.htmx:
        return HttpResponseRedirect(f"{editing.address('edit', pk)}#id_{field}")
    if "shown" in request.GET:
        return _uncached(HttpResponse(display(editing, record, field, may_change=True)))
    form = editing.form(user=request.user, record=record, only=field)
    return _field_form(request, editing, form, field)


def _save_field(request: StaffRequest, editing: Editing, record: Any, field: str) -> HttpResponse:
    form = editing.form(request.POST, user=request.user, record=record, only=field)
    if not form.is_valid():
        return _field_form(request, editing, form, field, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if is_conflict(form):
        again = asking_form(form, editing.form, user=request.user, only=field)
        told = [conflict_of(form)]
        return _field_form(
            request, editing, again, field, status=HTTPStatus.CONFLICT, conflicts=told
        )
    changes = form.changes()
    holder = begin(request, record) if changes else None
    if holder is not None:
        return _held(request, editing, form, field, holder)
    try:
        if changes:
            version = record.version
            record = editing.change(record, by=request.user, version=version, changes=changes)
    except OperationalError as error:
        if not is_held(error):
            raise
        return _held(request, editing, form, field, holder_of(record))
    if not request.htmx:
        return HttpResponseRedirect(address_of(record))
    response = HttpResponse(display(editing, record, field, may_change=True, focus=True))
    news = {"recordChanged": {"entity": editing.entity, "id": record.pk, "version": record.version}}
    if changes:
        news["toast"] = {"text": _("Saved."), "key": "field"}
    response["HX-Trigger"] = json.dumps(news)
    return _uncached(response)


def _held(
    request: StaffRequest, editing: Editing, form: RecordForm, field: str, holder: Holder | None
) -> HttpResponse:
    """Not saved, since somebody else is editing the record."""
    told = refusal(request, form.record, holder)
    return _field_form(request, editing, form, field, status=HTTPStatus.CONFLICT, held=told)


def _field_form(
    request: StaffRequest,
    editing: Editing,
    form: RecordForm,
    field: str,
    *,
    status: int = HTTPStatus.OK,
    **context: Any,
) -> HttpResponse:
    context |= {
        "form": form,
        "field": form[field],
        "address": editing.address("field", form.record.pk, field),
    }
    return _uncached(render(request, "editing/_field_form.html", context, status=status))


def _checked(request: StaffRequest, editing: Editing, field: str, record: Any) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sheet = Sheet(editing, user=request.user, record=record, data=request.POST, lock=False)
    sheet.is_valid()
    bound = sheet.bound_field(field)
    if bound is None:
        raise Http404
    return _uncached(HttpResponse(_with_warning(bound).as_field_group()))


def _with_warning(bound: BoundField) -> BoundField:
    form: Any = bound.form
    warning = None if bound.errors else form.warning(bound.name)
    if warning:
        bound.help_text = format_html('<span class="field-warning">{}</span>', warning)
    return bound


def _editing(request: StaffRequest, entity: str, *, new: bool | None = False) -> Editing:
    """`new` None: for those who may create or change."""
    editing = editing_of(entity)
    may_create = new is not False and request.user.may(editing.may_create)
    may_change = new is not True and request.user.may(editing.may_change)
    if not (may_create or may_change):
        raise PermissionDenied
    return editing


def _rows(request: StaffRequest, entity: str) -> Any:
    model: Any = kind_of(entity).model
    return model.objects.visible_to(request.user)


def _pick(editing: Editing, name: str) -> Pick:
    part, _dash, field = name.rpartition("-")
    forms = {each.name: each.form for each in editing.parts} | {"": editing.form}
    form: Any = forms.get(part)
    pick = form.base_fields.get(field) if form else None
    if not isinstance(pick, Pick):
        raise Http404
    return pick


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
