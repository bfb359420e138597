"""A ZIP that is made in parts, each within seconds, and joined without reading one as a whole.

What lies in it is not packed smaller: PDFs are. A part is a ZIP by itself; of each, what comes
before its directory is copied as it is, and one directory of all is written at the end.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile

from django.core.files import File
from django.core.files.storage import default_storage

from realsync.files.stream import PIECE_BYTES, Stream
from realsync.files.zips import Content, ending, entry


def write_part(name: str, contents: Iterable[Content]) -> str:
    """Stores them as one part; the name under which it lies."""
    with TemporaryFile() as file:
        with zipfile.ZipFile(file, "w") as part:
            for path, content in contents:
                part.writestr(entry(path), content)
        file.seek(0)
        return default_storage.save(name, File(file))


def names_in(parts: Iterable[str]) -> list[str]:
    """Of all files, in their order."""
    names = []
    for part in parts:
        with default_storage.open(part) as file, zipfile.ZipFile(file) as opened:
            names += opened.namelist()
    return names


class Joined(Stream):
    """All parts and a few files more as one ZIP, which is read once, from its beginning on."""

    def __init__(self, parts: Sequence[str], more: Iterable[Content]) -> None:
        super().__init__(self._all(parts, more))

    def _all(self, parts: Sequence[str], more: Iterable[Content]) -> Iterator[bytes]:
        entries: list[zipfile.ZipInfo] = []
        for part in parts:
            with default_storage.open(part) as file, zipfile.ZipFile(file) as opened:
                entries += self._moved(opened.infolist())
                left = opened.start_dir
                file.seek(0)
                while left:
                    piece = file.read(min(PIECE_BYTES, left))
                    left -= len(piece)
                    yield piece
        yield ending(entries, more, begins_at=self.size_bytes)

    def _moved(self, entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
        for each in entries:
            each.header_offset += self.size_bytes
        return entries
