"""Somebody takes a list out of the house, and what is written down of it."""

from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models.functions import Now

from realsync.accounts.models import User
from realsync.db.scope import scope_of
from realsync.exports.background import build_export, stop_export
from realsync.exports.choices import ExportState
from realsync.exports.models import Export
from realsync.exports.told import EXPORTED, FETCHED, log
from realsync.exports.wanted import Wanted
from realsync.outbox.work import enqueue

ONE_BY_ONE = "SELECT pg_advisory_xact_lock(hashtext('exports'), %s)"


class TooMany(Exception):
    """So many are being made for this person already."""


@transaction.atomic
def log_export(*, wanted: Wanted, rows: int, by: User) -> Export:
    """Of a list that is the answer itself."""
    done = {"state": ExportState.DONE, "settled_at": Now(), "total": rows, "rows": rows}
    export = Export.objects.create(**_asked(wanted, by), **done)
    log(export, EXPORTED, by)
    return export


@transaction.atomic
def request_export(*, wanted: Wanted, by: User) -> Export:
    """The same again, while it is being made, is that one. Raises TooMany."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(ONE_BY_ONE, [by.pk])
    being_made = Export.objects.visible_to(by).open()
    same = being_made.filter(fingerprint=wanted.fingerprint).first()
    if same is not None:
        return same
    if being_made.count() >= settings.EXPORTS_AT_ONCE:
        raise TooMany
    export = Export.objects.create(**_asked(wanted, by))
    enqueue(build_export, export.pk)
    return export


@transaction.atomic
def cancel_export(*, export: Export, by: User) -> None:
    """Done by the worker, who may be at it just now: nobody else changes such a row."""
    enqueue(stop_export, export.pk, by.pk)


@transaction.atomic
def log_fetching(*, export: Export, by: User) -> None:
    log(export, FETCHED, by)


def _asked(wanted: Wanted, by: User) -> dict[str, Any]:
    scope, listing = scope_of(by), wanted.query.listing
    return {
        "user": by,
        "company_id": scope.company_id if scope.is_client else None,
        "branch_id": scope.branch_ids[0] if scope.branch_ids else None,
        "scope_key": scope.key,
        "page": listing.addresses.page,
        "title": str(listing.title),
        "query": wanted.asked,
        "columns": list(wanted.columns),
        "format": wanted.format,
        "filters": wanted.filters,
        "fingerprint": wanted.fingerprint,
    }
