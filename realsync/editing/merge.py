"""Three versions of one record become one, field by field. Pure: no database, no request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Merged:
    """`values` is theirs, with mine wherever only I changed something or both did.

    Each field that anybody changed stands in exactly one of the three tuples, unless both
    changed it to the same.
    """

    values: dict[str, Any]
    only_theirs: tuple[str, ...]
    only_mine: tuple[str, ...]
    both: tuple[str, ...]


def merge(original: Values | None, mine: Values, theirs: Values) -> Merged:
    """`mine` has the fields of a form; `theirs` and `original` have at least those.

    Where nobody knows any more what it was before (None), every difference is a question.
    """
    before = {} if original is None else original
    only_theirs, only_mine, both = [], [], []
    for name, value in mine.items():
        if value == theirs[name]:
            continue
        if name not in before:
            both.append(name)
        elif value == before[name]:
            only_theirs.append(name)
        elif theirs[name] == before[name]:
            only_mine.append(name)
        else:
            both.append(name)
    kept = {name: theirs[name] if name in only_theirs else mine[name] for name in mine}
    return Merged(kept, tuple(only_theirs), tuple(only_mine), tuple(both))


def changed(before: Values, after: Values) -> dict[str, Any]:
    """Of `after`, what differs."""
    return {name: value for name, value in after.items() if value != before.get(name)}
