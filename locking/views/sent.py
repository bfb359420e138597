"""What a page sends along: which tab it is, and which edit session it speaks for."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from realsync.pages.converters import LARGEST_ID
from realsync.pages.errors import BadInput


def tab_in(request: HttpRequest) -> UUID:
    """Raises BadInput where it is missing or no UUID."""
    return _uuid_in(request, "tab")


def page_in(request: HttpRequest) -> UUID:
    """One loading of a page. Raises BadInput as well."""
    return _uuid_in(request, "page")


def _uuid_in(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise BadInput(_("This page did not say which tab it is. Reload it.")) from None


def number_in(request: HttpRequest, name: str) -> int | None:
    """None where there is none, or what was sent is none."""
    text = request.POST.get(name, "")
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))
    return int(text) if digits and int(text) <= LARGEST_ID else None
