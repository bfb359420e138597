"""How many rows: never counted to the end unless somebody asks for it."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.formats import number_format

MOST_PAGED = 1_000  # up to here a list has numbered pages
MOST_COUNTED = 10_000  # up to here its count is exact


@dataclass(frozen=True)
class Count:
    number: int
    exact: bool

    def __str__(self) -> str:
        shown = number_format(self.number, force_grouping=True)
        return shown if self.exact else f"≈ {shown}"


def capped(rows: QuerySet[Model], most: int) -> int:
    """The number of rows, or `most` + 1 where there are more."""
    return rows.order_by()[: most + 1].count()


def estimated(rows: QuerySet[Model]) -> int:
    return estimated_as_it_stands(rows.order_by().values("pk"))


def estimated_as_it_stands(rows: QuerySet[Model, Any]) -> int:
    plan = json.loads(rows.explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


def rounded(number: int) -> int:
    """To three digits: the rest of an estimate says nothing."""
    digits = len(str(number)) - 3
    return round(number, -digits) if digits > 0 else number
