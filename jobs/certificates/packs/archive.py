"""A ZIP that is made in parts, each within seconds, and joined without reading one as a whole.

What lies in it is not packed smaller: PDFs are. A part is a ZIP by itself; of each, what comes
before its directory is copied as it is, and one directory of all is written at the end.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from io import BytesIO, RawIOBase
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE_BYTES = 1024 * 1024
Content = tuple[str, bytes]


class Later(BytesIO):
    """The end of a file: its first byte stands at `begins_at`."""

    def __init__(self, begins_at: int) -> None:
        super().__init__()
        self.begins_at = begins_at

    def tell(self) -> int:
        return super().tell() + self.begins_at

    def seek(self, place: int, whence: int = 0, /) -> int:
        return super().seek(place - self.begins_at if whence == 0 else place, whence)


def write_part(name: str, contents: Iterable[Content]) -> str:
    """Stores them as one part; the name under which it lies."""
    with TemporaryFile() as file:
        with zipfile.ZipFile(file, "w") as part:
            for path, content in contents:
                part.writestr(_entry(path), content)
        file.seek(0)
        return default_storage.save(name, File(file))


def names_in(parts: Iterable[str]) -> list[str]:
    """Of all files, in their order."""
    names = []
    for part in parts:
        with default_storage.open(part) as file, zipfile.ZipFile(file) as opened:
            names += opened.namelist()
    return names


class Joined(RawIOBase):
    """All parts and a few files more as one ZIP, which is read once, from its beginning on."""

    def __init__(self, parts: Sequence[str], more: Iterable[Content]) -> None:
        self._pieces, self._left = self._all(parts, more), b""
        self._hash, self.size_bytes = sha256(), 0

    @property
    def sha256(self) -> str:
        """Of what was read."""
        return self._hash.hexdigest()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        self._left = self._left or next(self._pieces, b"")
        taken, self._left = self._left[: len(view)], self._left[len(view) :]
        view[: len(taken)] = taken
        return len(taken)

    def _all(self, parts: Sequence[str], more: Iterable[Content]) -> Iterator[bytes]:
        entries: list[zipfile.ZipInfo] = []
        for part in parts:
            with default_storage.open(part) as file, zipfile.ZipFile(file) as opened:
                entries += self._moved(opened.infolist())
                left = opened.start_dir
                file.seek(0)
                while left:
                    piece = self._counted(file.read(min(PIECE_BYTES, left)))
                    left -= len(piece)
                    yield piece
        end = Later(self.size_bytes)
        with zipfile.ZipFile(end, "w") as whole:
            whole.infolist().extend(entries)
            for path, content in more:
                whole.writestr(_entry(path), content)
        yield self._counted(end.getvalue())

    def _moved(self, entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
        for entry in entries:
            entry.header_offset += self.size_bytes
        return entries

    def _counted(self, piece: bytes) -> bytes:
        self._hash.update(piece)
        self.size_bytes += len(piece)
        return piece


def _entry(path: str) -> zipfile.ZipInfo:
    now: datetime = timezone.localtime()
    entry = zipfile.ZipInfo(path, now.timetuple()[:6])
    entry.external_attr = 0o644 << 16
    return entry
