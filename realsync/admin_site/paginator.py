from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from realsync.lists.counts import MOST_COUNTED, capped

if TYPE_CHECKING:
    AnyPaginator = Paginator[Any]
else:
    AnyPaginator = Paginator


class CappedPaginator(AnyPaginator):
    """Counts to 10,000: who looks for one of more than that searches or filters."""

    @cached_property
    def count(self) -> int:
        # A search may know a quicker way to the same number.
        rows: Any = getattr(self.object_list, "to_count", self.object_list)
        return min(capped(rows, MOST_COUNTED), MOST_COUNTED)
