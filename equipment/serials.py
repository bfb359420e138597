"""Instruments by a pasted list of serial numbers, asset numbers or codes."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from equipment.models import Equipment

MOST = 200
BETWEEN = re.compile(r"[\n,;\t]+")
NAMES = ("serial", "asset_number", "code")


@dataclass
class Found:
    """What was pasted: one instrument each, several that fit, or none."""

    one: list[Equipment] = field(default_factory=list)
    several: list[tuple[str, list[Equipment]]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    left_out: int = 0  # beyond the first 200

    @property
    def ids(self) -> list[int]:
        """Of all that were found, each once."""
        fitting = [each for _, instruments in self.several for each in instruments]
        return list(dict.fromkeys(each.pk for each in (*self.one, *fitting)))


def words_in(text: str) -> list[str]:
    """Each once, in the order in which they were pasted."""
    words = (" ".join(word.split()) for word in BETWEEN.split(text))
    return list(dict.fromkeys(filter(None, words)))


def find(rows: Any, text: str) -> Found:
    """Among these rows, which somebody may see. One query."""
    words = words_in(text)
    found = Found(left_out=max(0, len(words) - MOST))
    words = words[:MOST]
    by_word = _by_word(rows, words)
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


def _by_word(rows: Any, words: list[str]) -> dict[str, dict[int, Equipment]]:
    """By what they are called, in capitals; each of the three has its index."""
    asked = {*words, *(word.upper() for word in words)}
    condition = reduce(or_, (Q((f"{name}__in", asked)) for name in NAMES))
    hits: dict[str, dict[int, Equipment]] = defaultdict(dict)
    for instrument in rows.filter(condition).order_by("code") if words else ():
        for name in NAMES:
            hits[getattr(instrument, name).upper()][instrument.pk] = instrument
    return hits
