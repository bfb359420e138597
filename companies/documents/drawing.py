"""Draws a picture or the first page of a PDF small, in a process of its own.

`python -I drawing.py application/pdf < file > preview.webp`. Files come from strangers, and what
reads them is C: this process has no address, no secret and little of everything else, and the
worker outlives whatever happens to it. Not zero: there is nothing to draw.
"""

import io
import resource
import sys
from typing import Any, BinaryIO

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 4
OPEN_FILES = 64
LARGE_PX = 1280
# Before it is drawn; our own limit at the entrance is the same.
MAX_PIXELS = 80_000_000
QUALITY = 78


def limit() -> None:
    """Nothing is written to disk, and nothing runs on."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(content_type: str, given: BinaryIO, wanted: BinaryIO) -> None:
    content = given.read()
    wanted.write(drawn(content, content_type))


def drawn(content: bytes, content_type: str) -> bytes:
    """What we made ourselves may be drawn without a process of its own."""
    picture = _page(content) if content_type == "application/pdf" else _picture(content)
    return small_webp(picture, LARGE_PX)


def _page(content: bytes) -> Any:
    import pypdfium2  # type: ignore[import-untyped]

    page = pypdfium2.PdfDocument(content)[0]
    width, height = page.get_size()
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise ValueError("no such paper")
    drawn = page.render(scale=LARGE_PX / max(width, height), may_draw_forms=False)
    return drawn.to_pil()


def _picture(content: bytes) -> Any:
    from PIL import Image, ImageOps

    picture = Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "WEBP", "GIF"])
    if picture.width * picture.height > MAX_PIXELS:
        raise ValueError("too many pixels")
    picture.draft("RGB", (LARGE_PX, LARGE_PX))  # a JPEG is decoded small at once
    return ImageOps.exif_transpose(picture)


def small_webp(picture: Any, longest: int) -> bytes:
    """At most `longest` on its longer side, on white; of what the file said beside the pixels
    (place, camera, colour profile), nothing is kept."""
    from PIL import Image

    picture.thumbnail((longest, longest))
    paper = Image.new("RGB", picture.size, "white")
    picture = picture.convert("RGBA")
    paper.paste(picture, mask=picture)
    drawn = io.BytesIO()
    paper.save(drawn, "WEBP", quality=QUALITY, method=4)
    return drawn.getvalue()


if __name__ == "__main__":
    limit()
    main(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
