"""Bytes that come in pieces, as a file that a storage can take."""

from collections.abc import Iterator
from hashlib import sha256
from io import RawIOBase
from typing import IO, TYPE_CHECKING, cast

from django.core.files import File
from django.core.files.storage import default_storage

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE_BYTES = 1024 * 1024


class Stream(RawIOBase):
    """Read once, from its beginning on."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, memoryview(b"")
        self._hash, self.size_bytes = sha256(), 0

    @property
    def sha256(self) -> str:
        """Of what was read."""
        return self._hash.hexdigest()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._hash.update(piece)
            self.size_bytes += len(piece)
            self._left = memoryview(piece)
        taken, self._left = self._left[: len(view)], self._left[len(view) :]
        view[: len(taken)] = taken
        return len(taken)

    def store(self, name: str) -> str:
        """The name under which it lies then."""
        return default_storage.save(name, File(cast(IO[bytes], self)))


def stored_pieces(names: list[str]) -> Iterator[bytes]:
    """What lies under these names, one behind the other."""
    for name in names:
        with default_storage.open(name) as file:
            while piece := file.read(PIECE_BYTES):
                yield piece
