"""Files that no row names: their transaction was rolled back after they had been written."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from companies.documents.storage import FOLDER, SMALL
from companies.models import DocumentVersion
from realsync.db.scope import as_system

# No request and no task takes that long: until then, the row may still come.
YOUNG = timedelta(hours=6)
AT_ONCE = 1000


def sweep(dry: bool = False) -> int:
    """Delete them, or only count, and return how many. The storage is asked outside of any
    transaction."""
    swept = 0
    for names in _portions(_old_files()):
        for name in names - _named(names):
            if not dry:
                default_storage.delete(name)
            swept += 1
    return swept


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


def _portions(names: Iterable[str]) -> Iterator[set[str]]:
    portion: set[str] = set()
    for name in names:
        portion.add(name)
        if len(portion) == AT_ONCE:
            yield portion
            portion = set()
    if portion:
        yield portion


def _named(names: set[str]) -> set[str]:
    """Those of `names` that some row needs, the small pictures beside the large ones included."""
    bare = {name.removesuffix(SMALL) for name in names}
    with as_system("documents sweep"):
        rows = DocumentVersion.objects.filter(Q(file__in=bare) | Q(preview__in=bare))
        needed = {name for pair in rows.values_list("file", "preview") for name in pair}
    return needed | {name for name in names if name.removesuffix(SMALL) in needed}
