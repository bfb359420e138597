"""Files that are made for a while: their names, and which of them are old."""

from collections.abc import Container, Iterable, Iterator
from datetime import timedelta
from uuid import uuid4

from django.core.files.storage import default_storage
from django.utils import timezone

# No portion takes that long: until then, the row that names it may still come.
YOUNG = timedelta(hours=1)


def new_name(folder: str) -> str:
    """By day, so that a sweep can look at one folder at a time."""
    return f"{folder}/{timezone.now():%Y-%m-%d}/{uuid4().hex}"


def old_files(folder: str) -> Iterator[str]:
    border = timezone.now() - YOUNG
    if not default_storage.exists(folder):
        return
    days, _files = default_storage.listdir(folder)
    for day in days:
        _folders, files = default_storage.listdir(f"{folder}/{day}")
        for file in files:
            name = f"{folder}/{day}/{file}"
            if default_storage.get_modified_time(name) < border:
                yield name


def sweep(names: Iterable[str], needed: Container[str], *, dry: bool) -> int:
    """Delete what no row names, or only count, and return how many."""
    unneeded = [name for name in names if name not in needed]
    for name in [] if dry else unneeded:
        default_storage.delete(name)
    return len(unneeded)
