"""What a file is by its content. Nothing is decoded or unpacked beyond a bounded piece."""

import re
import zipfile
from typing import IO

import puremagic
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from companies.documents.kinds import (
    DOCX,
    ODP,
    ODS,
    ODT,
    PDF,
    PICTURES,
    PPTX,
    TEXT,
    XLSX,
    FileKind,
)

HEAD_BYTES = 4096
# A photograph of today has 12 to 50 million; a bomb of some kilobytes has thousands of millions.
MAX_PIXELS = 80_000_000
MAX_ENTRIES = 5_000
# Of the parts of an Office file that we read: its table of contents, some kilobytes long.
MAX_PART_BYTES = 1024 * 1024
MARKUP = re.compile(rb"^\s*<(\?xml|!doctype|!--|html|head|body|svg|script|[a-z]+[\s>])", re.I)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
OFFICE_PARTS = {
    "wordprocessingml.document.main+xml": DOCX,
    "spreadsheetml.sheet.main+xml": XLSX,
    "presentationml.presentation.main+xml": PPTX,
}
OPEN_TYPES = {kind.content_type.encode(): kind for kind in (ODT, ODS, ODP)}


class NotTaken(Exception):
    """The sentence says why a file is not taken, and what to do."""


def recognise(file: IO[bytes]) -> FileKind:
    """Raises NotTaken for whatever is none of our kinds."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")):
        return _picture(file)
    if head.startswith(b"PK\x03\x04"):
        return _packed(file)
    if _is_text(file, head):
        return TEXT
    raise NotTaken(_("This is %(what)s, which we do not take.") % {"what": _named(head)})


def _picture(file: IO[bytes]) -> FileKind:
    """By its header, which names its size; the pixels stay packed."""
    file.seek(0)
    try:
        with Image.open(file, formats=list(PICTURES)) as picture:
            width, height, kind = *picture.size, PICTURES[picture.format or ""]
    except Image.DecompressionBombError:
        raise NotTaken(_too_many_pixels()) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError):
        raise NotTaken(_("This picture is damaged. Save it anew and try again.")) from None
    if width * height > MAX_PIXELS:
        raise NotTaken(_too_many_pixels())
    return kind


def _too_many_pixels() -> str:
    return _("This picture has more than %(million)s million pixels. Make it smaller.") % {
        "million": MAX_PIXELS // 1_000_000
    }


def _packed(file: IO[bytes]) -> FileKind:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _office(archive)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError):
        raise NotTaken(_("This file is damaged. Save it anew and try again.")) from None


def _office(archive: zipfile.ZipFile) -> FileKind:
    names = {entry.filename for entry in archive.infolist()}
    if len(archive.infolist()) > MAX_ENTRIES:
        raise NotTaken(_("This file consists of too many parts."))
    kind = _open_document(archive, names) or _open_xml(archive, names)
    if kind is None:
        raise NotTaken(_("This is an archive. Take the files out and add them one by one."))
    return kind


def _open_xml(archive: zipfile.ZipFile, names: set[str]) -> FileKind | None:
    if "[Content_Types].xml" not in names:
        return None
    contents = _part(archive, "[Content_Types].xml").decode("utf-8", "replace")
    lower = {name.lower() for name in names}
    if "macroenabled" in contents.lower() or any("vbaproject" in name for name in lower):
        raise NotTaken(_macros())
    return next((kind for part, kind in OFFICE_PARTS.items() if part in contents), None)


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> FileKind | None:
    if "mimetype" not in names:
        return None
    kind = OPEN_TYPES.get(_part(archive, "mimetype").strip())
    if kind and any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise NotTaken(_macros())
    return kind


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MAX_PART_BYTES)


def _macros() -> str:
    return _("This Office file holds macros. Save it without macros and try again.")


def _is_text(file: IO[bytes], head: bytes) -> bool:
    """Readable throughout, and no markup or script that a browser or a shell would run."""
    if MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")) or head.startswith(b"#!"):
        raise NotTaken(_("This is a page, a drawing or a script, which can run. Save it as PDF."))
    file.seek(0)
    content = file.read()
    codec = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        # The old Windows code page has a letter for nearly every byte: only a text of many
        # letters is one.
        text = content.decode("cp1252", "replace")
        if text.count("\ufffd") or sum(b > 127 for b in content) > len(content) / 4:
            return False
    return not CONTROL.search(text)


def _named(head: bytes) -> str:
    """A guess, for the sentence only."""
    try:
        return str(puremagic.magic_string(head)[0].name) or _("an unknown kind of file")
    except (puremagic.PureError, ValueError, IndexError):
        return _("an unknown kind of file")
