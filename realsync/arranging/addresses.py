"""From a page about a list back to the list, as it was asked for."""

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from realsync.lists.addresses import address
from realsync.lists.listing import Listing
from realsync.lists.opening import PLACES
from realsync.pages.errors import BadInput

LONGEST = 4_000
# What of the list's address is not about which rows there are.
LOOKS = ("columns", "density")


def asked_in(request: HttpRequest) -> QueryDict:
    """The list's own query: of a page it is the address, of a form it is sent along."""
    sent = request.POST.get("asked", "") if request.method == "POST" else request.GET.urlencode()
    if len(sent) > LONGEST:
        raise BadInput
    return QueryDict(sent)


def list_address(listing: Listing, asked: QueryDict, **also: str) -> str:
    """The list from its beginning; `also` stands in place of what was asked."""
    kept = {name: asked[name] for name in asked if name not in PLACES and name not in also}
    query = urlencode({**kept, **{name: value for name, value in also.items() if value}})
    return address(listing.addresses.page) + (f"?{query}" if query else "")
