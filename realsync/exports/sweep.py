"""Files of exports that are to go: those whose time is over, and those that no row names."""

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from realsync.db.scope import as_system
from realsync.exports.building import FOLDER
from realsync.exports.choices import ExportState
from realsync.exports.models import Export
from realsync.files import shelf


def sweep(dry: bool = False) -> int:
    """Delete them, or only count, and return how many. The storage is asked outside of any
    transaction."""
    with as_system("exports expire"):
        expired = Export.objects.expired()
        over = set(expired.values_list("file", flat=True))
        if not dry:
            expired.update(file="")
    old = list(shelf.old_files(FOLDER))
    with as_system("exports sweep"):
        kept = Export.objects.naming_files().values_list("file", "parts")
        needed = {name for file, parts in kept for name in (file, *parts)} - over
    return shelf.sweep(old, needed, dry=dry)


def end_stuck() -> None:
    """What the outbox has given up is said to be so, and stands in nobody's way any more."""
    with as_system("exports end"):
        Export.objects.stuck().update(
            state=ExportState.REFUSED,
            settled_at=Now(),
            parts=[],
            answer=_("It could not be made, and we have been told. Try again, or narrow the list."),
        )
