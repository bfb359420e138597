"""A form that was sent twice is one: clients keep no keys, hence what they send carries its own."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from realsync.outbox.idempotency import FIELD
from realsync.pages.errors import BadInput


def submission_of(request: HttpRequest) -> UUID | None:
    text = request.POST.get(FIELD)
    try:
        return UUID(text) if text else None
    except ValueError:
        raise BadInput(_("This form cannot be read. Reload the page and try again.")) from None
