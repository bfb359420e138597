"""One cell of a bench sheet: saved on its own, answered in JSON."""

from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from companies.retiring.refused import Refused
from jobs.work.actions.bench_cell import Differs, note_cell, readers_of
from jobs.work.bench.answers import job_of, kept_nowhere, refusal_in_words
from jobs.work.bench.cells import texts_of
from jobs.work.models import BenchItem, BenchSheet, Job, Measurement
from jobs.work.people import name_of
from jobs.work.policies import may_record
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.errors import BadInput
from realsync.pages.requests import StaffRequest

KINDS: dict[str, Any] = {"sheet": BenchSheet, "item": BenchItem, "point": Measurement}


@staff_view(Permission.RESULT_RECORD)
@writes
@once
def bench_cells(request: StaffRequest, pk: int) -> HttpResponse:
    """POST saves one cell of one row, GET says how the row is now; both are answered in JSON."""
    job = job_of(request, pk)
    if not may_record(request.user, job):
        raise PermissionDenied
    if request.method != "POST":
        return kept_nowhere(JsonResponse(_state(_row(request, job, request.GET.get("row", "")))))
    row, given = _row(request, job, request.POST.get("row", "")), request.POST
    version, name = given.get("version", ""), given.get("field", "")
    if not version.isdecimal() or len(version) > 9 or name not in readers_of(row):
        raise BadInput(_("This cell cannot be read. Reload the page and try again."))
    values = {"typed": given.get("value", ""), "was": given.get("was", "")}
    try:
        with transaction.atomic():
            row = note_cell(
                job=job,
                by=cast(User, request.user),
                row=row,
                name=name,
                version=int(version),
                **values,
            )
    except ValidationError as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return JsonResponse({"problem": " ".join(error.messages)}, status=status)
    except Differs as differs:
        return JsonResponse(_theirs(differs.row, name, request.user), status=HTTPStatus.CONFLICT)
    except (Refused, IntegrityError) as error:
        problem = refusal_in_words(request, job, error)
        return JsonResponse({"problem": problem}, status=HTTPStatus.CONFLICT)
    return kept_nowhere(JsonResponse(_state(row)))


def _row(request: StaffRequest, job: Job, named: str) -> Any:
    """`sheet`, `item:12` or `point:55`, of this job."""
    kind, _colon, number = named.partition(":")
    model = KINDS.get(kind)
    if model is None or (number and not number.isdecimal()) or len(number) > 18:
        raise BadInput(_("This cell cannot be read. Reload the page and try again."))
    pk = job.pk if kind == "sheet" else int(number or 0)
    try:
        return model.objects.visible_to(request.user).get(pk=pk, job=job)
    except ObjectDoesNotExist:
        raise Http404 from None


def _state(row: Any) -> dict[str, Any]:
    state = {"version": row.version, "values": texts_of(row, readers_of(row))}
    if isinstance(row, Measurement):
        state["verdicts"] = [row.verdict_found, row.verdict]
    return state


def _theirs(row: Any, name: str, me: Any) -> dict[str, Any]:
    """Who read another cell of the row since is not who changed this one."""
    by = getattr(row, "recorded_by_id", None)
    who = name_of(by) if by != me.pk else ""
    state = _state(row)
    return {**state, "theirs": state["values"][name], "who": who or _("Somebody else")}
