"""Whether every edit that somebody was told is saved has come to stay."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from realsync.activity.models import Activity
from tests.locking.races.places import MODELS, Place
from tests.locking.races.tally import Tally

MARK = re.compile(r"\[\d+\.\d+\]")


@dataclass(frozen=True)
class Proof:
    lost: int  # acknowledged, and not there exactly once
    unasked: int  # there, and acknowledged to nobody
    broken: int  # records whose versions, log and values do not agree


def prove(tally: Tally, places: list[Place]) -> Proof:
    records = {place: _now(place) for place in places}
    there = Counter(
        (place, name, mark)
        for place, record in records.items()
        for name in place.fields
        for mark in MARK.findall(getattr(record, name))
    )
    told = {(e.place, e.field, e.mark) for edits in tally.saved for e in edits}
    return Proof(
        lost=sum(there[edit] != 1 for edit in told),
        unasked=len(there.keys() - told),
        broken=sum(_is_broken(place, record) for place, record in records.items()),
    )


def _now(place: Place) -> Any:
    return MODELS[place.entity]._default_manager.using("owner").get(pk=place.pk)


def _is_broken(place: Place, record: Any) -> bool:
    """The log is a chain: what one entry leaves is what the next one finds, up to the record."""
    entries = Activity.objects.using("owner").filter(
        entity_type=place.entity, entity_id=place.pk, verb=f"{place.entity}.changed"
    )
    last: dict[str, Any] = {}
    for changes in entries.order_by("pk").values_list("changes", flat=True):
        for name, (before, after) in changes.items():
            if last.get(name, before) != before:
                return True
            last[name] = after
    values_agree = all(getattr(record, name) == value for name, value in last.items())
    return not values_agree or record.version != 1 + entries.count()
