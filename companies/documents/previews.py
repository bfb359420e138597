"""Previews: our own small pictures of files that came from outside."""

import io
import subprocess
import sys
from pathlib import Path
from typing import IO

from PIL import Image

from companies.documents import drawing
from companies.documents.storage import save_preview

SECONDS = 15
SMALL_PX = 400


class NothingToDraw(Exception):
    """The file is damaged, locked by a password, or too much for the limits."""


def preview_of(file: IO[bytes], content_type: str) -> str:
    """The name under which both sizes are stored. Raises NothingToDraw."""
    large = drawn(file.read(), content_type)
    with Image.open(io.BytesIO(large)) as picture:
        return save_preview(large, drawing.small_webp(picture, SMALL_PX))


def drawn(content: bytes, content_type: str) -> bytes:
    # -I: neither the environment nor the current folder has a say in what is imported.
    command = [sys.executable, "-I", str(Path(drawing.__file__)), content_type]
    try:
        done = subprocess.run(  # noqa: S603 (the type is one of our own list)
            command, input=content, capture_output=True, timeout=SECONDS, env={}, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NothingToDraw(str(error)) from None
    return done.stdout
