"""Files of packs that are to go: those whose week is over, and those that no row names."""

from jobs.certificates.models import AuditPack
from jobs.certificates.packs.building import FOLDER
from realsync.db.scope import as_system
from realsync.files import shelf


def sweep(dry: bool = False) -> int:
    """Delete them, or only count, and return how many. The storage is asked outside of any
    transaction."""
    with as_system("packs expire"):
        expired = AuditPack.objects.expired()
        over = set(expired.values_list("file", flat=True))
        if not dry:
            expired.update(file="")
    old = list(shelf.old_files(FOLDER))
    with as_system("packs sweep"):
        kept = AuditPack.objects.naming_files().values_list("file", "parts")
        needed = {name for file, parts in kept for name in (file, *parts)} - over
    return shelf.sweep(old, needed, dry=dry)
