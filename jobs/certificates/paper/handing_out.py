"""A file of ours, as it is answered: kept by whoever asked for it, and harmless in a browser."""

from typing import IO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest

from companies.views.files import PIECE_BYTES, SANDBOX


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
