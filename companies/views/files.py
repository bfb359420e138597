"""The files themselves. What came from outside is only ever an attachment; what a page shows is
the small picture that we drew of it.

Unscoped, because a file may take longer than a scoped transaction lasts: each view opens the
scope for the row alone, and answers with the file after it.
"""

from typing import cast

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from companies.actions.document import log_download
from companies.documents.kinds import kind_of_file
from companies.documents.shelf import ShownVersion
from companies.documents.storage import small_name
from companies.models import DocumentVersion
from companies.views.document import found
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import reads, unscoped
from realsync.db.scope import as_user
from realsync.files.answers import PIECE_BYTES, SANDBOX
from realsync.freshness.times import NEVER
from realsync.pages.access import staff_view
from realsync.pages.requests import SignedInRequest, StaffRequest

TRIES = 6


@staff_view(Permission.REGISTER_SEE)
@unscoped
@require_safe
def version_file(request: StaffRequest, pk: int, number: int) -> HttpResponseBase:
    with as_user(request.user):
        version = _version(request, pk, number)
        log_download(version=version, by=cast(User, request.user))
    return attachment(request, version)


@staff_view(Permission.REGISTER_SEE)
@unscoped
@require_safe
def version_preview(request: StaffRequest, pk: int, number: int, size: str) -> HttpResponseBase:
    with as_user(request.user, read_only=True):
        name = _version(request, pk, number).preview.name
    if not name:
        raise Http404
    response = _stored(small_name(name) if size == "small" else name)
    response["Content-Type"] = "image/webp"
    response["Content-Disposition"] = "inline"
    patch_cache_control(response, private=True, max_age=3600, immutable=True)
    return _confined(response)


@staff_view(Permission.REGISTER_SEE)
@reads(NEVER)
def version_tile(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """The picture, or the sign that holds its place and asks a few times more."""
    version = _version(request, pk, number)
    given = request.GET.get("try", "")
    tried = int(given) if given.isascii() and given.isdecimal() and len(given) < 3 else TRIES
    context = {"shown": ShownVersion(version, ""), "again": tried + 1 if tried < TRIES else 0}
    return render(request, "documents/_preview.html", context)


def _version(request: StaffRequest, pk: int, number: int) -> DocumentVersion:
    document = found(request, pk)
    versions = DocumentVersion.objects.visible_to(request.user).select_related("document")
    return get_object_or_404(versions, document=document, number=number)


def attachment(request: SignedInRequest, version: DocumentVersion) -> HttpResponseBase:
    response = _stored(str(version.file.name), as_attachment=True, filename=version.name)
    kind = kind_of_file(version.content_type)
    response["Content-Type"] = kind.content_type if kind else "application/octet-stream"
    # It is packed already: nothing is gained by packing it again.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return _confined(response)


def _stored(name: str, *, as_attachment: bool = False, filename: str = "") -> FileResponse:
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, as_attachment=as_attachment, filename=filename)
    response.block_size = PIECE_BYTES
    return response


def _confined(response: FileResponse) -> FileResponse:
    """Whatever it is, it may do nothing in a browser."""
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response
