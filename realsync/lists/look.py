"""How a list looks to somebody: the columns, and the height of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from realsync.lists.layout import USUAL, Layout
from realsync.lists.listing import Listing
from realsync.lists.opening import settings_of
from realsync.pages.errors import BadInput
from realsync.pages.requests import Viewer

DENSITIES = ("normal", "dense")


@dataclass(frozen=True)
class Look:
    layout: Layout | None = None  # None: the list's own columns
    density: str = ""  # empty: the person's own
    # What of it the address says; the rest is the person's own setting.
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> str:
        return str(self.layout) if self.layout else USUAL


def look_of(user: Viewer, listing: Listing, asked: QueryDict) -> Look:
    """BadInput for columns that there are not."""
    density, columns = asked.get("density", ""), asked.get("columns", "")
    if density and density not in DENSITIES:
        raise BadInput(_("Rows are normal or dense."))
    said = {"density": density} if density else {}
    if not columns:
        own = str(settings_of(user, listing).get("columns", ""))
        return Look(Layout.recall(listing.table, own) if own else None, density, said)
    layout = Layout.read(listing.table, columns)
    return Look(layout, density, {"columns": str(layout) if layout else USUAL, **said})
