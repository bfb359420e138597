"""One request for a list, read and checked."""

from dataclasses import asdict
from functools import cached_property
from time import monotonic
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from realsync.db.scope import scope_of
from realsync.freshness.shared import shared
from realsync.lists import selections
from realsync.lists.addresses import address
from realsync.lists.commonness import COMMON_SHARE
from realsync.lists.counts import MOST_COUNTED, MOST_PAGED, Count, capped, estimated, rounded
from realsync.lists.cursor import Binding
from realsync.lists.filters import FilterForm
from realsync.lists.keyset import Order, Position
from realsync.lists.listing import Listing
from realsync.lists.look import look_of
from realsync.lists.opening import NO_VIEW, Opening, opening_of
from realsync.lists.written import number_of
from realsync.pages.converters import LARGEST_ID
from realsync.pages.errors import BadInput
from realsync.pages.requests import SignedInRequest

PAGE_SIZES = (50, 25)
FURTHEST_PLACE = 999_999_999
# Far enough from 1,000 for a guess from a sample.
SURELY_MANY = 5 * MOST_PAGED
# For so long a list of more rows than that is not counted again: a page may be shown for longer.
LONG_SECONDS = 60
_long: dict[tuple[str, str, str], tuple[bool, float]] = {}


class ListQuery:
    """Filters, order and place of one request. Raises BadInput for what no page of ours sends.

    `asked` is the query of the list, where that is not the request's own.
    """

    def __init__(
        self, request: SignedInRequest, listing: Listing, asked: QueryDict | None = None
    ) -> None:
        self.listing = listing
        self.user = request.user
        # Why a saved view could not be opened; the list is shown without it.
        self.notice = ""
        self.opening = opening_of(request.user, listing, request.GET if asked is None else asked)
        try:
            self._read(self.opening.asked)
        except BadInput as refusal:
            if self.opening.saved is None:
                raise
            self.notice = _("The view “%(name)s” cannot be opened any more. %(why)s") % {
                "name": self.opening.saved.name,
                "why": refusal,
            }
            self.opening = Opening(QueryDict(), NO_VIEW)
            self._read(self.opening.asked)

    def _read(self, asked: QueryDict) -> None:
        listing = self.listing
        self.form: FilterForm = listing.filters(asked, user=self.user).checked()
        self.order: Order = listing.order(asked.get("sort", ""))
        self.after = asked.get("after", "")
        self.before = asked.get("before", "")
        self.top = asked.get("top", "")
        self.place = _place(asked.get("place", ""))
        self.at = _record_id(asked.get("at", ""))
        self.per_page = _page_size(asked.get("per_page", ""))
        self.page = _page_number(asked.get("page", ""), self.per_page)
        self.look = look_of(self.user, listing, asked)
        chosen = asked.get("selection", "")
        self.selection = selections.find(self.user, listing, chosen) if chosen else None
        # Its statement is one of a few (written.py).
        self.is_plain = self.selection is None and self.form.is_plain
        if not self.is_plain:
            self.restricted = self._restricted()
            self.rows = self.form.search(self.restricted)
        self.binding = Binding(
            listing.name, self._filters(), self.order.name, scope_of(self.user).key
        )

    @cached_property
    def restricted(self) -> QuerySet[Any]:
        return self._restricted()

    @cached_property
    def rows(self) -> QuerySet[Any]:
        found: QuerySet[Any] = self.form.search(self.restricted)
        return found

    def _restricted(self) -> QuerySet[Any]:
        """What the filters leave. What was ticked shows whole, unless a filter is asked for."""
        rows: Any = self.listing.rows(self.user)
        if self.selection is not None:
            rows = selections.within(rows, self.selection)
            if not (self.form.query or self.form.restricts_always):
                return cast(QuerySet[Any], rows)
        return cast(QuerySet[Any], self.form.restrict(rows))

    def _filters(self) -> str:
        """What decides which rows there are."""
        chosen = {"selection": self.selection.pk} if self.selection else {}
        return urlencode({**self.form.query, **chosen})

    def position_of(self, pk: int) -> Position | None:
        """Where a record stands in this order, also if the filters do not show it (any more)."""
        rows = self.listing.rows(self.user).filter(pk=pk)
        found = rows.values_list("pk", self.order.sort.key).first()
        return self.order.read(self.order.position(found)) if found else None

    def count(self, *, to_the_end: bool) -> Count:
        """Exact to 10,000 or where it is asked for; else what the planner and a sample say."""
        counted = shared(
            self._called("count to the end" if to_the_end else "count"),
            lambda: asdict(self._count(to_the_end=to_the_end)),
            exact=to_the_end,
        )
        return Count(**counted)

    def _count(self, *, to_the_end: bool) -> Count:
        rows = self.form.search_to_count(self.restricted)
        if to_the_end:
            return Count(rows.order_by().count(), exact=True)
        guess = self._guess
        number = capped(rows, MOST_COUNTED) if guess is None or guess <= MOST_COUNTED else guess
        if number <= MOST_COUNTED:
            return Count(number, exact=True)
        return Count(max(rounded(self._estimate()), MOST_COUNTED), exact=False)

    def total(self) -> int | None:
        """The number of rows, or None above 1,000."""
        whole = self.is_plain and not (self.form.query or self.form.restricts_always)
        if whole and self._is_known_to_be_long():
            return None
        searched = bool(self.form.cleaned_data["q"]) or self.selection is not None
        alone = whole or (self.listing.counts_filtered and not searched)
        called = self._called("total, by its own marks" if alone else "total")
        (counted,) = shared(called, lambda: [self._total()], exact=True, is_number=alone)
        return cast(int | None, counted)

    def _called(self, what: str) -> str:
        """Among what people of the same scope share."""
        whose = getattr(self.user, "pk", "") if self.form.is_personal else ""
        return f"{self.listing.name} {what} {whose} {self._filters()}"

    def _total(self) -> int | None:
        if self._surely_has_many():
            return None
        number = number_of(self, MOST_PAGED)
        return number if number <= MOST_PAGED else None

    def _is_known_to_be_long(self) -> bool:
        """Whether it had far more rows a minute ago; of clients, too few have such lists."""
        if scope_of(self.user).is_client:
            return False
        key = (self.listing.name, getattr(self.user, "role", ""), self.binding.scope)
        is_long, until = _long.get(key, (False, 0.0))
        if monotonic() > until:
            is_long = number_of(self, SURELY_MANY) > SURELY_MANY
            _long[key] = is_long, monotonic() + LONG_SECONDS
        return is_long

    @cached_property
    def _guess(self) -> int | None:
        apart = self.form.cleaned_data["q"] or self.selection is not None
        return None if apart else self.form.guess(self.listing.rows(self.user))

    def _estimate(self) -> int:
        if self.selection is not None:
            return int(self.selection.size)
        if self._guess is not None:
            return self._guess
        return round(estimated(self.restricted) * self.form.share(self.restricted))

    def _surely_has_many(self) -> bool:
        """Of a word alone the sample knows enough: nothing is counted that is so common."""
        if self._guess is not None:
            return self._guess > SURELY_MANY
        sampled = COMMON_SHARE <= self.form.share(self.restricted) < 1
        word_alone = set(self.form.query) == {"q"} and self.selection is None
        return word_alone and sampled and self._estimate() > SURELY_MANY

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What every link within this list carries on."""
        kept = {**self.form.query, **self.kept_apart}
        if self.order.name != self.listing.default_sort:
            kept["sort"] = self.order.name
        if self.per_page != PAGE_SIZES[0]:
            kept["per_page"] = self.per_page
        return kept

    @property
    def shown(self) -> tuple[str, ...]:
        """The columns that somebody has chosen, in their order; none, for the list's own."""
        return self.look.layout.names if self.look.layout else ()

    @cached_property
    def kept_apart(self) -> dict[str, Any]:
        """What stays when all filters go: the view, its order, and how the list looks."""
        kept: dict[str, Any] = dict(self.look.asked)
        if self.opening.view:
            kept["view"] = self.opening.view
        if self.opening.view not in ("", NO_VIEW):
            kept["sort"] = self.order.name
        if self.selection is not None:
            kept["selection"] = self.selection.pk
        return kept

    def link(self, **also: Any) -> str:
        return "?" + urlencode({**self.kept, **also})

    def without(self, *names: str) -> str:
        """The list's address without some of what was asked for."""
        kept = {name: value for name, value in self.kept.items() if name not in names}
        return address(self.listing.addresses.page) + ("?" + urlencode(kept) if kept else "")

    @property
    def cleared(self) -> str:
        """The list's address without filters and ticks."""
        return self.without(*self.form.query, "selection")


def _record_id(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))):
        raise BadInput(_("There is no such record in this list."))
    return min(int(text), LARGEST_ID)


def _place(text: str) -> int | None:
    """A place in the list, from 0; where there are fewer rows, it stands for the last ones."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(FURTHEST_PLACE))):
        raise BadInput(_("There is no such place in this list."))
    return int(text)


def _page_size(text: str) -> int:
    if not text:
        return PAGE_SIZES[0]
    if text not in map(str, PAGE_SIZES):
        raise BadInput(_("A page has 25 or 50 rows."))
    return int(text)


def _page_number(text: str, per_page: int) -> int:
    if not text:
        return 1
    last = MOST_PAGED // per_page
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(last))):
        raise BadInput(_("There is no such page in this list."))
    if not 1 <= int(text) <= last:
        raise BadInput(_("There is no such page in this list."))
    return int(text)
