"""Instruments by a pasted list of serial numbers, asset numbers or codes."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from equipment.models import Equipment
from realsync.db.scope import Person

MOST = 200
BETWEEN = re.compile(r"[\n,;\t]+")


@dataclass
class Found:
    """What was pasted: one instrument each, several that fit, or none."""

    one: list[Equipment] = field(default_factory=list)
    several: list[tuple[str, list[Equipment]]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    left_out: int = 0  # beyond the first 200


def words_in(text: str) -> list[str]:
    """Each once, in the order in which they were pasted."""
    words = (" ".join(word.split()) for word in BETWEEN.split(text))
    return list(dict.fromkeys(filter(None, words)))


def find(user: Person, company_id: int, text: str) -> Found:
    """Among the active instruments of this company, whatever their branch. One query."""
    words = words_in(text)
    found = Found(left_out=max(0, len(words) - MOST))
    words = words[:MOST]
    by_word = _by_word(user, company_id, words)
    for word in words:
        hits = by_word.get(word.upper(), {})
        if len(hits) == 1:
            (instrument,) = hits.values()
            if instrument not in found.one:
                found.one.append(instrument)
        elif hits:
            found.several.append((word, list(hits.values())))
        else:
            found.unknown.append(word)
    return found


def _by_word(user: Person, company_id: int, words: list[str]) -> dict[str, dict[int, Equipment]]:
    asked = {*words, *(word.upper() for word in words)}
    names = ("serial", "asset_number", "code")
    condition = Q()
    for name in names:
        condition |= Q((f"{name}__in", asked))
    rows: Any = Equipment.objects.visible_to(user).active().filter(company_id=company_id)
    hits: dict[str, dict[int, Equipment]] = defaultdict(dict)
    for instrument in rows.filter(condition).order_by("code"):
        for name in names:
            hits[getattr(instrument, name).upper()][instrument.pk] = instrument
    return hits
