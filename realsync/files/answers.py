"""Files of ours, as answers: kept by whoever asked for them, harmless in a browser."""

from typing import IO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

# A whole document is 100 such pieces: they fit the queue to a slow reader, who holds no thread.
PIECE_BYTES = 256 * 1024
SANDBOX = "sandbox; default-src 'none'"


def handed_out(
    request: HttpRequest, stored: str | IO[bytes], filename: str, content_type: str
) -> FileResponse:
    """`stored` is a name in the storage, or the file itself. 404 where it does not lie there."""
    if isinstance(stored, str):
        try:
            stored = default_storage.open(stored)
        except FileNotFoundError:
            raise Http404 from None
    response = FileResponse(
        stored, as_attachment=True, filename=filename, content_type=content_type
    )
    response.block_size = PIECE_BYTES
    # It is packed already: nothing is gained by packing it again.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response["Content-Security-Policy"] = SANDBOX
    return response


def attachment(content: bytes, filename: str, content_type: str) -> HttpResponse:
    """A file that was made for this answer, and is kept nowhere else."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = SANDBOX
    return response
