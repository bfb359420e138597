"""Where files lie: Django's default storage, under names that nobody typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from uuid import uuid4

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "documents"
SMALL = ".small"


@contextmanager
def stored(file: IO[bytes]) -> Iterator[str]:
    """The name under which it lies. If the row that should name it fails, the file goes.

    What a later failure of the transaction leaves behind is found by the nightly sweep.
    """
    name = default_storage.save(new_name(), File(file))
    try:
        yield name
    except BaseException:
        default_storage.delete(name)
        raise


def new_name() -> str:
    """By day, so that a sweep can look at one folder at a time."""
    return f"{FOLDER}/{timezone.now():%Y-%m-%d}/{uuid4().hex}"


def save_preview(large: bytes, small: bytes) -> str:
    """Both sizes, under one name; the small one's is derived from it."""
    name = default_storage.save(new_name(), ContentFile(large))
    default_storage.save(small_name(name), ContentFile(small))
    return name


def small_name(name: str) -> str:
    return f"{name}{SMALL}"


def content_of(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())
