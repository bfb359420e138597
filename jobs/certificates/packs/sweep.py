"""Files of packs that are to go: those whose week is over, and those that no row names."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from jobs.certificates.models import AuditPack
from jobs.certificates.packs.building import FOLDER
from realsync.db.scope import as_system

# No portion takes that long: until then, the row that names it may still come.
YOUNG = timedelta(hours=1)


def sweep(dry: bool = False) -> int:
    """Delete them, or only count, and return how many. The storage is asked outside of any
    transaction."""
    with as_system("packs expire"):
        expired = AuditPack.objects.expired()
        over = set(expired.values_list("file", flat=True))
        if not dry:
            expired.update(file="")
    names = list(_old_files())
    with as_system("packs sweep"):
        kept = AuditPack.objects.naming_files().values_list("file", "parts")
        needed = {name for file, parts in kept for name in (file, *parts)} - over
    unneeded = [name for name in names if name not in needed]
    for name in [] if dry else unneeded:
        default_storage.delete(name)
    return len(unneeded)


def _old_files() -> Iterator[str]:
    border = timezone.now() - YOUNG
    if not default_storage.exists(FOLDER):
        return
    days, _files = default_storage.listdir(FOLDER)
    for day in days:
        _folders, files = default_storage.listdir(f"{FOLDER}/{day}")
        for file in files:
            name = f"{FOLDER}/{day}/{file}"
            if default_storage.get_modified_time(name) < border:
                yield name
