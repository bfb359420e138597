"""What a list opens with: its address as it stands, or a saved view, also one that is preferred.

An address that names a view and nothing else is that view; with anything else it is what it
says, and the view only a name that can be saved again.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from realsync.lists.layout import USUAL, Layout
from realsync.lists.listing import Listing
from realsync.lists.models import SavedView
from realsync.pages.converters import LARGEST_ID
from realsync.pages.requests import Viewer

# In an address: no view, also where the person has one that the list opens with.
NO_VIEW = "all"
# Where in the list one is; it changes nothing of what the list is.
PLACES = ("after", "before", "top", "at", "place", "page", "per_page")


@dataclass(frozen=True)
class Opening:
    asked: QueryDict
    view: str = ""  # what the address of everything within this list says of views
    saved: SavedView | None = None  # where it is the view itself that was opened


def opening_of(user: Viewer, listing: Listing, asked: QueryDict) -> Opening:
    """Http404 for a view that there is not, or not for this person."""
    named = asked.get("view", "")
    says_more = any(name not in (*PLACES, "view") for name in asked)
    preferred = settings_of(user, listing).get("view")
    if named == NO_VIEW or (not named and (says_more or not preferred)):
        return Opening(asked, NO_VIEW if preferred else "")
    if says_more:
        return Opening(asked, str(_view_id(named)))
    saved = _saved(user, listing, _view_id(named or str(preferred)))
    if saved is not None:
        return Opening(_with_places(saved, listing, asked), str(saved.pk), saved)
    if named:
        raise Http404
    return Opening(asked)  # it was deleted, or is not shared any more


def settings_of(user: Viewer, listing: Listing) -> dict[str, Any]:
    """What the person has set of this list: `columns`, and the id of a `view`."""
    kept = getattr(user, "list_settings", None)
    found = kept.get(listing.name) if isinstance(kept, dict) else None
    return found if isinstance(found, dict) else {}


def _saved(user: Viewer, listing: Listing, pk: int) -> SavedView | None:
    return SavedView.objects.visible_to(user).filter(listing=listing.name, pk=pk).first()


def _view_id(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))):
        raise Http404
    return min(int(text), LARGEST_ID)


def _with_places(saved: SavedView, listing: Listing, asked: QueryDict) -> QueryDict:
    query = QueryDict(saved.query, mutable=True)
    columns = Layout.recall(listing.table, query.get("columns", ""))
    query["columns"] = str(columns) if columns else USUAL
    for name in PLACES:
        if name in asked:
            query[name] = str(asked[name])
    return query
