"""ZIP archives that are written from their beginning on, out of pieces packed before."""

import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from django.utils import timezone

Content = tuple[str, bytes]


class _Later(BytesIO):
    """The end of a file: its first byte stands at `begins_at`."""

    def __init__(self, begins_at: int) -> None:
        super().__init__()
        self.begins_at = begins_at

    def tell(self) -> int:
        return super().tell() + self.begins_at

    def seek(self, place: int, whence: int = 0, /) -> int:
        return super().seek(place - self.begins_at if whence == 0 else place, whence)


def entry(path: str) -> zipfile.ZipInfo:
    now: datetime = timezone.localtime()
    info = zipfile.ZipInfo(path, now.timetuple()[:6])
    info.external_attr, info.header_offset = 0o644 << 16, 0
    return info


def beginning(contents: Iterable[Content]) -> tuple[bytes, list[zipfile.ZipInfo]]:
    """The first files of an archive, and what its directory is to say of them."""
    begin = BytesIO()
    with zipfile.ZipFile(begin, "w", zipfile.ZIP_DEFLATED) as whole:
        for path, content in contents:
            whole.writestr(entry(path), content, zipfile.ZIP_DEFLATED)
        entries, end = whole.infolist(), whole.start_dir
    return begin.getvalue()[:end], entries


def ending(
    entries: Iterable[zipfile.ZipInfo], more: Iterable[Content] = (), *, begins_at: int
) -> bytes:
    """`more` files, as they are, and the directory of them and of those that came before."""
    end = _Later(begins_at)
    with zipfile.ZipFile(end, "w") as whole:
        whole.infolist().extend(entries)
        for path, content in more:
            whole.writestr(entry(path), content)
    return end.getvalue()
