"""What is read from a label, typed or scanned into the search of a client's list."""

import re

from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from realsync.pages.requests import ClientRequest

LABEL = re.compile(r"/i/([\w-]+)/?$")


def token_in(scanned: str) -> str:
    """Of the address on a label; empty where it is none."""
    found = LABEL.search(scanned)
    return found[1] if found else ""


def to_instrument(request: ClientRequest) -> HttpResponse | None:
    """Where the search holds the address of a label: to what it leads to."""
    scanned = request.GET.get("q", "").strip()
    if not token_in(scanned):
        return None
    address = f"{reverse('portal:scan')}?{urlencode({'code': scanned})}"
    if not request.htmx:
        return HttpResponseRedirect(address)
    answer = HttpResponse()
    answer["HX-Redirect"] = address
    return answer


def instrument_of(token: str) -> tuple[int, str] | None:
    """Id and code of the instrument that carries this label; outside any scope."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT equipment_id, code FROM instrument_of_label(%s)", [token])
        found: tuple[int, str] | None = cursor.fetchone()
    return found
