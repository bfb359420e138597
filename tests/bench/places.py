"""Addresses filled with what the data holds, as the person in question would meet it."""

from typing import Any
from urllib.parse import quote, urlencode

from django.db.models import Count, Max
from django.test import RequestFactory
from django.urls import reverse

from companies.models import Branch, Company
from equipment.models import Equipment, Service
from jobs.certificates.models import Certificate
from jobs.quotes.choices import QuoteStatus
from jobs.quotes.models import Quote
from jobs.work.models import Job
from realsync.accounts.models import User
from realsync.db.scope import scope_of
from realsync.lists.listing import Listing
from realsync.lists.models import Selection
from realsync.lists.query import ListQuery
from tests.lists.listings import listings


def filled(path: str, user: User) -> str:
    """`path` with its `{names}` replaced."""
    return path.format_map(Found(user))


class Found(dict[str, Any]):
    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user

    def __missing__(self, name: str) -> str:
        return quote(str(FINDERS[name](self.user)))


def middle(model: Any, user: User) -> int:
    """The id of a record in the middle of what the person sees."""
    visible = model.objects.visible_to(user).filter(is_active=True).order_by("pk")
    return int(visible.values_list("pk", flat=True)[visible.count() // 2])


def fiftieth(user: User) -> int:
    return int(Equipment.objects.order_by("pk").values_list("pk", flat=True)[49])


def foreign(user: User) -> int:
    """An instrument of a company that is not the person's."""
    own = scope_of(user).company_id or 0
    others = Equipment.objects.exclude(company_id=own)
    return int(others.order_by("pk").values_list("pk", flat=True)[0])


def unknown(user: User) -> int:
    return int(Equipment.objects.aggregate(last=Max("pk"))["last"]) + 1000


def serial(user: User) -> str:
    """A serial number that one visible instrument has."""
    return Equipment.objects.get(pk=middle(Equipment, user)).serial


def certified(user: User) -> str:
    """A serial number on one of the visible certificates."""
    return Certificate.objects.get(pk=middle(Certificate, user)).serial


def word(user: User) -> str:
    """What the most instruments of all have in common: the maker's name."""
    makers = Equipment.objects.exclude(manufacturer="").values("manufacturer")
    most = makers.annotate(instruments=Count("pk")).order_by("-instruments", "manufacturer")
    return str(most[0]["manufacturer"]).split()[0]


def draft(user: User) -> int:
    """The latest quote that is still written."""
    drafts = Quote.objects.visible_to(user).active().filter(status=QuoteStatus.DRAFT)
    return int(drafts.order_by("-pk").values_list("pk", flat=True)[0])


def calibrated_most(user: User) -> int:
    """The instrument with the longest history."""
    papers = Certificate.objects.exclude(equipment=None).values("equipment_id")
    most = papers.annotate(papers=Count("pk")).order_by("-papers", "equipment_id")
    return int(most[0]["equipment_id"])


def certified_own(user: User) -> int:
    """An instrument with one of the certificates that the person sees."""
    seen = Certificate.objects.visible_to(user).exclude(equipment=None).order_by("-pk")
    return int(seen.values_list("equipment_id", flat=True)[0])


def selection(user: User) -> int:
    """All instruments, ticked."""
    ids = list(Equipment.objects.active().order_by("pk").values_list("pk", flat=True))
    return int(Selection.objects.create(user=user, listing="equipment", ids=ids).pk)


FINDERS = {
    "certificate": lambda user: middle(Certificate, user),
    "calibrated_most": calibrated_most,
    "certified": certified,
    "certified_own": certified_own,
    "equipment": lambda user: middle(Equipment, user),
    "company": lambda user: middle(Company, user),
    "branch": lambda user: middle(Branch, user),
    "service": lambda user: middle(Service, user),
    "draft": draft,
    "quote": lambda user: middle(Quote, user),
    "job": lambda user: middle(Job, user),
    "fiftieth": fiftieth,
    "foreign": foreign,
    "unknown": unknown,
    "selection": selection,
    "serial": serial,
    "word": word,
}


def with_cursor(path: str, user: User, after: int | str) -> str:
    """`path` going on behind so many rows of the list's own order."""
    request: Any = RequestFactory().get(path)
    request.user = user
    query = ListQuery(request, listing_at(path))
    keyed = query.order.ordered(query.rows).values_list(
        *query.listing.columns, query.order.sort.key
    )
    row = keyed[skipped(query, after) - 1]
    cursor = query.binding.sign(query.order.position(row))
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'after': cursor})}"


def listing_at(path: str) -> Listing:
    page = path.partition("?")[0].removesuffix("rows/")
    return next(each for each in listings().values() if reverse(each.addresses.page) == page)


def skipped(query: ListQuery, after: int | str) -> int:
    if isinstance(after, int):
        # Smaller data has a smaller depth.
        return min(after, query.rows.count() * 5 // 6)
    undated = query.rows.filter(next_due_on=None).count()
    if query.order.descending:
        return undated // 2
    return query.rows.count() - undated // 2
