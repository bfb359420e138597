"""The kinds of files that documents may be. Everything else is refused.

Not taken, on purpose: SVG and HTML (they hold scripts), programs and scripts, Office files with
macros and those of before 2007 (nobody can tell whether they hold macros), archives and mails
(what is inside them would be unseen).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class FileKind:
    content_type: str
    label: "str | Promise"  # as it follows "holds"
    extensions: tuple[str, ...]
    icon: str = "file-text"
    # Whether we draw a preview of it.
    is_drawn: bool = False


PDF = FileKind("application/pdf", _("a PDF"), ("pdf",), "file-text", True)
PNG = FileKind("image/png", _("a PNG picture"), ("png",), "file-image", True)
JPEG = FileKind("image/jpeg", _("a JPEG picture"), ("jpg", "jpeg"), "file-image", True)
WEBP = FileKind("image/webp", _("a WebP picture"), ("webp",), "file-image", True)
GIF = FileKind("image/gif", _("a GIF picture"), ("gif",), "file-image", True)
TEXT = FileKind("text/plain", _("plain text"), ("txt", "log"))
CSV = FileKind("text/csv", _("plain text"), ("csv",))
DOCX = FileKind(OFFICE + "wordprocessingml.document", _("a Word document"), ("docx",))
XLSX = FileKind(OFFICE + "spreadsheetml.sheet", _("an Excel workbook"), ("xlsx",))
PPTX = FileKind(OFFICE + "presentationml.presentation", _("a PowerPoint file"), ("pptx",))
ODT = FileKind(OPEN + "text", _("an OpenDocument text"), ("odt",))
ODS = FileKind(OPEN + "spreadsheet", _("an OpenDocument spreadsheet"), ("ods",))
ODP = FileKind(OPEN + "presentation", _("an OpenDocument presentation"), ("odp",))

PICTURES = {"PNG": PNG, "JPEG": JPEG, "WEBP": WEBP, "GIF": GIF}
KINDS = (PDF, PNG, JPEG, WEBP, GIF, TEXT, CSV, DOCX, XLSX, PPTX, ODT, ODS, ODP)
BY_CONTENT_TYPE = {kind.content_type: kind for kind in KINDS}
EXTENSIONS = tuple(extension for kind in KINDS for extension in kind.extensions)
# For the `accept` of a file field; the content decides, not this.
ACCEPT = ",".join(f".{extension}" for extension in EXTENSIONS)


def kind_of_file(content_type: str) -> FileKind | None:
    return BY_CONTENT_TYPE.get(content_type)
