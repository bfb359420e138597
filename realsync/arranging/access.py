"""Pages about one list: for those who may see that list, and for nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from realsync.db.access import unscoped
from realsync.lists.listing import LISTED
from realsync.pages.access import signed_in_view

View = Callable[..., HttpResponseBase]


def list_view(view: View) -> View:
    """`view` gets the Listing in place of its name. It writes preferences, and reads no rows."""

    @wraps(view)
    def run(request: HttpRequest, name: str, **given: Any) -> HttpResponseBase:
        if name not in LISTED:
            raise Http404
        listing, guard = LISTED[name]
        return guard(view)(request, listing, **given)  # type: ignore[no-any-return]

    return signed_in_view(unscoped(run))
