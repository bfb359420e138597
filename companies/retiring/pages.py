"""Pages that ask before a record is retired or restored, and say in numbers what goes along."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.actions.retire import refuse_restoration, restore, retire, taken_with
from companies.retiring.refused import Refused
from companies.retiring.rows import count_coming, count_going
from companies.retiring.rules import Take, rule_of, takes_of
from locking.holding import holder_of, in_words
from realsync.db.record import Record
from realsync.db.violations import is_held
from realsync.editing.writing import Stale
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of, kind_of

UNKNOWN_VERSION = -1
STALE = gettext_lazy(
    "Somebody has changed this record since you opened this page. Look again, then go on."
)


def retirement_page(request: StaffRequest, rows: QuerySet[Any], pk: int) -> HttpResponse:
    record = get_object_or_404(rows, pk=pk)
    asked = rule_of(record).asks(record)
    agreed = not asked or "agreed" in request.POST
    if request.method == "POST" and agreed:
        return _turned(request, record, retire, _retirement)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return _retirement(request, record, status=status, missing=request.method == "POST")


def restoration_page(request: StaffRequest, rows: QuerySet[Any], pk: int) -> HttpResponse:
    record = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        return _turned(request, record, restore, _restoration)
    return _restoration(request, record)


def _turned(
    request: StaffRequest, record: Record, action: Callable[..., Any], page: Callable[..., Any]
) -> HttpResponse:
    try:
        numbers = action(record=record, by=request.user, version=version_in(request))
    except Stale as stale:
        answer: HttpResponse = page(
            request, stale.current, status=HTTPStatus.CONFLICT, problem=str(STALE)
        )
        return answer
    except Refused:
        return _restoration(request, record, status=HTTPStatus.CONFLICT)
    except OperationalError as error:
        told = held_in_words(error, request, record)
        held: HttpResponse = page(request, record, status=HTTPStatus.CONFLICT, problem=told)
        return held
    record.refresh_from_db()
    messages.success(request, _news(record, _along(record, numbers)))
    return HttpResponseRedirect(address_of(record))


def held_in_words(error: OperationalError, request: StaffRequest, *records: Record) -> str:
    """Who is editing one of these, and that nothing is done. Raises any other error."""
    if not is_held(error):
        raise error
    held = [(each, holder) for each in records if (holder := holder_of(each))]
    record, holder = held[0] if held else (records[0], None)
    return _("%(who)s Nothing was changed. Ask them to save or to close it, then try again.") % {
        "who": in_words(holder, user_id=getattr(request.user, "pk", None), record=record)
    }


def _news(record: Record, along: list[str]) -> str:
    """The toast, with the way back in it."""
    said = (
        _("%(record)s restored%(along)s.")
        if record.is_active
        else _("%(record)s retired%(along)s.")
    )
    text = said % {"record": record, "along": _(" with %s") % ", ".join(along) if along else ""}
    if record.is_active:
        return text
    return with_undo(text, _page_of(record, "restoration"), version=record.version)


def with_undo(text: str, address: str, *, version: int = 0) -> str:
    """Without JavaScript it leads to the page that asks; with it, it is undone at once."""
    return format_html(
        '{} <form class="toast-form" action="{}" data-post>'
        '<input type="hidden" name="version" value="{}">'
        '<button class="link">{}</button></form>',
        text,
        address,
        version,
        _("Undo"),
    )


def _retirement(request: StaffRequest, record: Record, **more: Any) -> HttpResponse:
    numbers = {take.table: count_going(take, record.pk) for take in takes_of(record)}
    more |= {"along": _along(record, numbers), "asked": rule_of(record).asks(record)}
    return _page(request, record, "merging/retirement.html", **more)


def _restoration(request: StaffRequest, record: Record, **more: Any) -> HttpResponse:
    try:
        refuse_restoration(record)
    except Refused as refused:
        more |= {"problem": refused.sentence, "refused": True, "to": refused.to}
        more["to_address"] = address_of(refused.to) if refused.to else ""  # type: ignore[arg-type]
    taken = taken_with(record, request.user)  # type: ignore[arg-type]
    numbers = {
        take.table: count_coming(take, record.pk, taken.get(take.table, []))
        for take in takes_of(record)
    }
    return _page(request, record, "merging/restoration.html", along=_along(record, numbers), **more)


def _page(
    request: StaffRequest, record: Any, template: str, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    kind = kind_of(str(record._meta.model_name))
    context = {
        "record": record,
        "kind": kind,
        "told": rule_of(record).told,
        "back": address_of(record),
        "action": request.path,
        **more,
    }
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response


def _along(record: Record, numbers: dict[str, int]) -> list[str]:
    takes: tuple[Take, ...] = takes_of(record)
    return [take.in_words(numbers[take.table]) for take in takes if numbers.get(take.table)]


def _page_of(record: Record, page: str) -> str:
    return reverse(f"{kind_of(str(record._meta.model_name)).namespace}:{page}", args=[record.pk])


def version_in(request: StaffRequest, name: str = "version") -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else UNKNOWN_VERSION
