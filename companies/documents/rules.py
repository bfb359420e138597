"""Which files are taken: the one place that says so."""

from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from companies.documents.kinds import CSV, EXTENSIONS, TEXT, FileKind
from companies.documents.names import clean_name, split
from companies.documents.recognition import NotTaken, recognise
from realsync.pages.errors import in_megabytes

PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Accepted:
    """A file that may be stored, and what is to be known of it."""

    file: IO[bytes]
    name: str
    kind: FileKind
    size_bytes: int
    sha256: str


def accept(upload: "UploadedFile[bytes]") -> Accepted:
    """Raises NotTaken, with a sentence, before anything is stored."""
    name = clean_name(upload.name or "")
    size = upload.size or 0
    _check_size(size)
    _check_extension(name)
    file: IO[bytes] = upload.open()
    kind = _fitting(name, recognise(file))
    return Accepted(file, name, kind, size, _digest(file))


def largest() -> str:
    return in_megabytes(settings.DOCUMENT_MAX_BYTES)


def too_large() -> str:
    return _("This file is too large. A document may have up to %(largest)s.") % {
        "largest": largest()
    }


def _check_size(size: int) -> None:
    if size == 0:
        raise NotTaken(_("This file is empty."))
    if size > settings.DOCUMENT_MAX_BYTES:
        raise NotTaken(too_large())


def _check_extension(name: str) -> None:
    _stem, extension = split(name)
    if not extension:
        raise NotTaken(_("This file has no ending such as .pdf that says what it is."))
    if extension not in EXTENSIONS:
        raise NotTaken(
            _("Files ending in .%(ending)s are not taken. Save it as PDF, picture or Office file.")
            % {"ending": extension}
        )


def _fitting(name: str, found: FileKind) -> FileKind:
    """A name must not promise something else than the content keeps."""
    _stem, extension = split(name)
    if found is TEXT and extension in CSV.extensions:
        return CSV
    if extension not in found.extensions:
        raise NotTaken(
            _("This file says .%(ending)s but holds %(what)s.")
            % {"ending": extension, "what": found.label}
        )
    return found


def _digest(file: IO[bytes]) -> str:
    digest = sha256()
    file.seek(0)
    while piece := file.read(PIECE_BYTES):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
