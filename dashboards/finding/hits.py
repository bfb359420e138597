"""The best hits of every kind of record, within what the person may see. One statement."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from dashboards.finding.findable import Findable
from dashboards.finding.portal import PORTAL
from dashboards.finding.staff import STAFF
from realsync.lists.similar import may_be_name
from realsync.lists.statements import answers
from realsync.pages.requests import Viewer


@dataclass(frozen=True)
class Hit:
    entity: str
    pk: int
    rank: int
    icon: str
    text: str
    note: str
    code: str
    address: str
    past: str

    @property
    def record(self) -> str:
        """As it is pinned: `company:42`."""
        return f"{self.entity}:{self.pk}"


@dataclass(frozen=True)
class Group:
    title: str
    hits: Sequence[Hit]
    every: str = ""  # the address of all that match


def findables(person: Viewer) -> list[Findable]:
    kinds = PORTAL if person.side == "client" else STAFF
    return [kind for kind in kinds if person.may(kind.permission)]


def found(query: str, person: Viewer, *, most: int) -> list[Group]:
    """`most` of each kind; the group with the best hit comes first."""
    kinds = findables(person)
    asked = " ".join(dict.fromkeys(query.split()))
    words = tuple((kind.entity, kind.words(asked, person)) for kind in kinds)

    def parts() -> Iterator[Any]:
        for kind, (_, of_kind) in zip(kinds, words, strict=True):
            yield from kind.best(of_kind, person, most)

    rows = answers((words, most), person, parts, asked)
    hits = sorted(hits_of(rows, kinds), key=lambda hit: (hit.rank, bool(hit.past)))
    groups = (_group(kind, hits, query, most) for kind in kinds)
    return sorted((group for group in groups if group.hits), key=lambda group: group.hits[0].rank)


def similar(query: str, person: Viewer, *, most: int) -> list[Hit]:
    """Records with a name like that."""
    kinds = [kind for kind in findables(person) if kind.is_named]
    if not kinds or not may_be_name(query):
        return []
    name = ("similar", most, *(kind.entity for kind in kinds))
    rows = answers(name, person, lambda: [kind.resembling(person, most) for kind in kinds], query)
    return hits_of(rows, kinds)


def kept(records: Sequence[str], person: Viewer) -> list[Hit]:
    """Of records named `company:42` those that the person may see, in this order."""
    ids: dict[str, list[int]] = {}
    for record in records:
        entity, _, pk = record.partition(":")
        ids.setdefault(entity, []).append(int(pk))
    kinds = [kind for kind in findables(person) if kind.entity in ids]
    name = ("kept", *(kind.entity for kind in kinds))
    rows = answers(name, person, lambda: [kind.these(person) for kind in kinds], ids)
    return sorted(hits_of(rows, kinds), key=lambda hit: records.index(hit.record))


def hits_of(rows: Iterable[tuple[Any, ...]], kinds: Iterable[Findable]) -> list[Hit]:
    """Each record once, as it comes."""
    by_entity = {kind.entity: kind for kind in kinds}
    hits: dict[tuple[str, int], Hit] = {}
    for entity, pk, rank, is_current, *texts in rows:
        hits.setdefault((entity, pk), _hit(by_entity[entity], pk, rank, is_current, texts))
    return list(hits.values())


def _hit(kind: Findable, pk: int, rank: int, is_current: bool, texts: list[str]) -> Hit:
    line = kind.line(pk, *texts[: len(kind.columns)])
    past = "" if is_current else str(kind.past)
    return Hit(kind.entity, pk, rank, kind.icon, *line[:3], line.address, past)


def _group(kind: Findable, hits: Sequence[Hit], query: str, most: int) -> Group:
    of_kind = [hit for hit in hits if hit.entity == kind.entity][:most]
    every = f"{reverse(kind.every)}?{urlencode({'q': query})}" if kind.every else ""
    return Group(str(kind.title), of_kind, every)
