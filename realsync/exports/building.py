"""A large export, made in portions: each is a short transaction, and what it has written stays.

The rows are read with the eyes of the person, as they are at that moment, and by their keys: one
that stands still is neither missed nor met twice. Who sees something else by then gets no file.
"""

from datetime import timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from realsync.accounts.models import User
from realsync.db.scope import scope_of
from realsync.exports.choices import ExportState
from realsync.exports.doors import Door, door_of
from realsync.exports.models import Export
from realsync.exports.wanted import Wanted, wanted_by
from realsync.files.shelf import new_name
from realsync.files.stream import Stream, stored_pieces
from realsync.files.table_file import TableFile, Written
from realsync.pages.clock import local_time_of
from realsync.pages.errors import BadInput

FOLDER = "exports"
PORTION_SECONDS = 2.0
SLICE = 2_000


def go_on(export: Export) -> None:
    """One portion. Where more is to come, the export is still open."""
    person, door = person_of(export), _door(export)
    if door is None or not still_sees(export, person) or not door.admits(person):
        _give_up(export, _("Your rights have changed since you asked. Export the list again."))
    else:
        with local_time_of(person):
            _write_on(export, person, door)
    export.save()


def person_of(export: Export) -> User:
    """As they were when they asked; at the company that they looked at."""
    person = User.objects.get(pk=export.user_id)
    person.active_company_id = export.company_id
    return person


def still_sees(export: Export, person: User) -> bool:
    return scope_of(person).key == export.scope_key


def _door(export: Export) -> Door | None:
    try:
        return door_of(export.page)
    except NoReverseMatch:
        return None


def _write_on(export: Export, person: User, door: Door) -> None:
    """Until the portion is over, and at least one slice, so that it ends."""
    until = monotonic() + PORTION_SECONDS
    pieces: list[bytes] = []
    with door.looked_through_by(person):
        try:
            asked = (export.query, export.columns, export.format)
            wanted = wanted_by(person, door.listing, *asked)
        except BadInput as refusal:
            return _give_up(export, str(refusal))
        file = wanted.file
        so_far = _begun(export, wanted, file)
        is_over = False
        while not is_over and (not pieces or monotonic() < until):
            rows = wanted.rows_behind(export.position, SLICE)
            piece, so_far = file.piece(wanted.values(rows), so_far)
            pieces.append(piece)
            is_over = len(rows) < SLICE
            if rows:
                export.position = wanted.position_of(rows[-1])
    _keep(export, b"".join(pieces), so_far)
    if file.most_rows is not None and max(so_far.rows, export.total or 0) > file.most_rows:
        told = _("A sheet of Excel holds %s rows. Narrow the list, or take CSV.")
        _give_up(export, told % number_format(file.most_rows, force_grouping=True))
    elif is_over:
        _finish(export, file, so_far)


def _begun(export: Export, wanted: Wanted, file: TableFile) -> Written:
    if export.total is None:
        export.total = wanted.total()
        return file.begun()
    return Written(export.rows, export.checksum, export.length)


def _keep(export: Export, content: bytes, so_far: Written) -> None:
    name = default_storage.save(new_name(FOLDER), ContentFile(content))
    export.parts = [*export.parts, name]
    export.rows, export.checksum, export.length = so_far.rows, so_far.checksum, so_far.length


def _finish(export: Export, file: TableFile, so_far: Written) -> None:
    whole = Stream(file.whole(stored_pieces(export.parts), so_far))
    export.file = whole.store(f"{new_name(FOLDER)}.{export.format}")
    export.size_bytes = whole.size_bytes
    _settle(export, ExportState.DONE)
    export.expires_at = timezone.now() + timedelta(hours=settings.EXPORT_HOURS)


def _give_up(export: Export, answer: str) -> None:
    export.answer = answer
    _settle(export, ExportState.REFUSED)


def _settle(export: Export, state: Any) -> None:
    export.state, export.settled_at = state, timezone.now()
    export.parts = []  # which are swept
