"""What a page sends along: which tab it is, and which edit session it speaks for."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from realsync.pages.converters import LARGEST_ID
from realsync.pages.errors import BadInput


def tab_in(request: HttpRequest) -> UUID:
    """Raises BadInput where it is missing or no UUID."""
    try:
        return UUID(request.POST.get("tab", ""))
    except ValueError:
        raise _nameless() from None


def turn_in(request: HttpRequest) -> int:
    """What a tab says is numbered. Raises BadInput as well."""
    turn = number_in(request, "turn")
    if turn is None:
        raise _nameless()
    return turn


def _nameless() -> BadInput:
    return BadInput(_("This page did not say which tab it is. Reload it."))


def number_in(request: HttpRequest, name: str) -> int | None:
    """None where there is none, or what was sent is none."""
    text = request.POST.get(name, "")
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))
    return int(text) if digits and int(text) <= LARGEST_ID else None
