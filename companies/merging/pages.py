"""The page that merges two records: choose the other one, compare, agree."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.db import IntegrityError, OperationalError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.actions.merge import merge, named, refuse_merge
from companies.merging.fields import questions
from companies.merging.kinds import Merging, merging_of
from companies.merging.parts import parts_of
from companies.retiring.pages import STALE, held_in_words, version_in, with_undo
from companies.retiring.refused import Refused
from realsync.accounts.models import User
from realsync.db.violations import in_words
from realsync.editing.writing import Stale
from realsync.pages.converters import LARGEST_ID
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of, kind_of

MOST_SHOWN = 20
SHORTEST_HINT = 3


def merge_page(request: StaffRequest, rows: QuerySet[Any], pk: int) -> HttpResponse:
    kept = get_object_or_404(rows, pk=pk)
    merging = merging_of(str(kept._meta.model_name))
    text = request.POST.get("other") or request.GET.get("other") or ""
    if not text:
        return _choose(request, merging, kept)
    other = get_object_or_404(rows, pk=_id(text))
    if request.method == "POST":
        return _merged(request, merging, kept, other)
    return _compare(request, merging, kept, other)


def _choose(request: StaffRequest, merging: Merging, kept: Any) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    others: Any = merging.others(kept, request.user)
    wanted = query or _alike(kept)
    found = list(others.matching(wanted).order_by("pk")[: MOST_SHOWN + 1]) if wanted else []
    context = {
        "query": query,
        "found": [{"record": each, "name": named(each), "note": _note(each)} for each in found],
        "more": len(found) > MOST_SHOWN,
        "hint": merging.hint,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return _page(request, kept, "merging/choose.html", status=status, **context)


def _alike(kept: Any) -> str:
    """What a record that is the same would be found by, before anybody has typed a word."""
    words = (getattr(kept, "serial", "") or getattr(kept, "name", "")).split()
    return words[0] if words and len(words[0]) >= SHORTEST_HINT else ""


def _merged(request: StaffRequest, merging: Merging, kept: Any, other: Any) -> HttpResponse:
    versions = (version_in(request, "version"), version_in(request, "other_version"))
    try:
        done = merge(
            kept=kept,
            other=other,
            by=cast(User, request.user),
            versions=versions,
            chosen=request.POST.dict(),
        )
    except (Stale, Refused, IntegrityError, OperationalError) as error:
        problem = problem_of(error, request, kept, other)
        kept.refresh_from_db()
        other.refresh_from_db()
        status = HTTPStatus.CONFLICT
        return _compare(request, merging, kept, other, status=status, problem=problem)
    text = _("%(other)s merged into %(kept)s.") % {"other": other, "kept": kept}
    messages.success(request, with_undo(text, reverse("merges:undo", args=[done.pk])))
    return HttpResponseRedirect(address_of(kept))


def problem_of(error: Exception, request: StaffRequest, *records: Any) -> str:
    """What stood against it, in a sentence. Raises what no sentence is known for."""
    if isinstance(error, Refused):
        return error.sentence
    if isinstance(error, Stale):
        return str(STALE)
    if isinstance(error, OperationalError):
        return held_in_words(error, request, *records)
    violation = in_words(error) if isinstance(error, IntegrityError) else None
    if violation is None:
        raise error
    return str(violation.sentence)


def _compare(
    request: StaffRequest,
    merging: Merging,
    kept: Any,
    other: Any,
    *,
    status: int = HTTPStatus.OK,
    problem: str = "",
) -> HttpResponse:
    try:
        refuse_merge(kept, other, cast(User, request.user))
        refused = ""
    except Refused as reason:
        refused = reason.sentence
    moving = [each.foretold(kept.pk, other.pk) for each in parts_of(merging.entity)]
    context = {
        "other": other,
        "kept_name": named(kept),
        "other_name": named(other),
        "questions": list(questions(kept, other, merging.fields, request.POST.dict())),
        "moving": [] if refused else [text for texts in moving for text in texts],
        "warnings": [] if refused else merging.warnings(kept, other),
        "problem": problem or refused,
        "refused": bool(refused),
        "swapped": f"{_address(other)}?other={kept.pk}",
        "choose": _address(kept),
    }
    return _page(request, kept, "merging/compare.html", status=status, **context)


def _page(
    request: StaffRequest, kept: Any, template: str, *, status: int, **more: Any
) -> HttpResponse:
    kind = kind_of(str(kept._meta.model_name))
    context = {"record": kept, "kind": kind, "back": address_of(kept), "action": request.path}
    response = render(request, template, {**context, **more}, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response


def _address(record: Any) -> str:
    return reverse(f"{kind_of(record._meta.model_name).namespace}:merge", args=[record.pk])


def _note(record: Any) -> str:
    """What tells two of the same name apart."""
    for name in ("trading_name", "city", "serial"):
        if hasattr(record, name):
            return str(getattr(record, name))
    return ""


def _id(text: str) -> int:
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))
    if not digits or int(text) > LARGEST_ID:
        raise Http404
    return int(text)
