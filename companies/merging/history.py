"""Merges that were made: the list of them, and the page that undoes one."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.actions.merge import named, refuse_undo, undo_merge
from companies.merging.engine import parted_of
from companies.merging.pages import problem_of
from companies.merging.parts import parts_of
from companies.models import Merge
from companies.retiring.refused import Refused
from realsync.accounts.models import NamedPerson
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of, kind_of

SHOWN = 100


def merge_list(request: StaffRequest, rows: QuerySet[Merge]) -> HttpResponse:
    """The latest; what was merged along with its company stands with that."""
    merges = list(rows.filter(part_of=None).order_by("-pk")[:SHOWN])
    records = _records(merges, request)
    names = dict(
        NamedPerson.objects.filter(pk__in={merge.by_id for merge in merges}).values_list(
            "pk", "name"
        )
    )
    lines = [
        {
            "merge": merge,
            "kind": kind_of(merge.entity_type),
            "kept": records.get((merge.entity_type, merge.kept_id)),
            "merged": records.get((merge.entity_type, merge.merged_id)),
            "by": names.get(merge.by_id, ""),
            "may": request.user.may(kind_of(merge.entity_type).edit),
        }
        for merge in merges
    ]
    return render(request, "merging/list.html", {"lines": lines})


def undo_page(request: StaffRequest, rows: QuerySet[Merge], pk: int) -> HttpResponse:
    merge = get_object_or_404(rows, pk=pk)
    if not request.user.may(kind_of(merge.entity_type).edit):
        raise PermissionDenied
    if request.method != "POST":
        return _ask(request, merge)
    try:
        undone = undo_merge(merge=merge, by=request.user)  # type: ignore[arg-type]
    except (Refused, IntegrityError, OperationalError) as error:
        merge.refresh_from_db()
        both = _records([merge], request).values()
        problem = problem_of(error, request, *both)
        return _ask(request, merge, status=HTTPStatus.CONFLICT, problem=problem)
    text = _("%(merged)s is itself again.") % {"merged": undone.merged}
    messages.success(request, " ".join(filter(None, (text, stay_in_words(undone.stay)))))
    return HttpResponseRedirect(address_of(undone.merged))


def stay_in_words(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%d change that was made since stays.", "%d changes that were made since stay.", count
    ) % (count,)


def _ask(
    request: StaffRequest, merge: Merge, *, status: int = HTTPStatus.OK, problem: str = ""
) -> HttpResponse:
    records = _records([merge], request)
    kept = records[merge.entity_type, merge.kept_id]
    merged = records[merge.entity_type, merge.merged_id]
    first = None
    try:
        refuse_undo(merge, kept, merged, request.user)  # type: ignore[arg-type]
        refused = ""
    except Refused as reason:
        refused, first = reason.sentence, reason.to
    back, stays = ([], 0) if refused else _outlook(merge, request)
    context = {
        "merge": merge,
        "record": merged,
        "kept_name": named(kept),
        "merged_name": named(merged),
        "back": address_of(merged),
        "kept_address": address_of(kept),
        "going_back": back,
        "staying": stay_in_words(stays),
        "problem": problem or refused,
        "refused": bool(refused),
        "first": first,
        "action": request.path,
    }
    response = render(request, "merging/undo.html", context, status=status)
    response["Cache-Control"] = "no-store"  # it holds a key and the state of a moment
    return response


def _outlook(merge: Merge, request: StaffRequest) -> tuple[list[str], int]:
    back: list[str] = []
    stays = 0
    for part in parts_of(merge.entity_type):
        for parted in parted_of(part.name, [merge], request.user):  # type: ignore[arg-type]
            outlook = part.outlook(parted)
            back += outlook.back
            stays += outlook.stays
    return back, stays


def _records(merges: list[Merge], request: StaffRequest) -> dict[tuple[str, int], Any]:
    """One query for each kind."""
    wanted: dict[str, set[int]] = {}
    for merge in merges:
        wanted.setdefault(merge.entity_type, set()).update((merge.kept_id, merge.merged_id))
    found = {}
    for entity, ids in wanted.items():
        rows = kind_of(entity).model._default_manager.visible_to(request.user)  # type: ignore[attr-defined]
        found.update({(entity, record.pk): record for record in rows.filter(pk__in=ids)})
    return found
