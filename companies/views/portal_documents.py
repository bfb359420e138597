"""Documents for clients: the list, and the latest file of each."""

from typing import cast

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from companies.actions.document import log_download
from companies.models import DocumentVersion
from companies.views.files import attachment
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import unscoped
from realsync.db.scope import as_user
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@unscoped
@require_safe
def document_file(request: ClientRequest, pk: int) -> HttpResponseBase:
    """Unscoped like the staff's: the scope is open for the row alone, and closed for the file."""
    with as_user(request.user):
        versions = DocumentVersion.objects.visible_to(request.user).select_related("document")
        latest = versions.filter(document=pk, document__is_active=True).latest_first()[:1]
        version = get_object_or_404(latest)
        log_download(version=version, by=cast(User, request.user))
    return attachment(request, version)
