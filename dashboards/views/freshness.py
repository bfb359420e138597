"""What browsers say of the pages that people opened: how many they had kept. Nobody else knows."""

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from realsync.db.access import unscoped
from realsync.pages.access import signed_in_view
from realsync.pages.errors import BadInput
from realsync.watch.counters import OPENED

KEPT = ("fresh", "stale", "missing", "dirty")
MOST = 10_000  # in one message


@signed_in_view
@unscoped
@require_POST
def counts(request: HttpRequest) -> HttpResponse:
    for kept, number in _read(request.body).items():
        OPENED.labels(kept).inc(number)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _read(body: bytes) -> dict[str, int]:
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    if (
        not isinstance(told, dict)
        or set(told) != set(KEPT)
        or not all(map(_is_count, told.values()))
    ):
        raise BadInput(_("This is no count of pages."))
    return told


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= MOST
