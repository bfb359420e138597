"""Functions of the database that look words up where a policy keeps the index away."""

from typing import Any

from django.db.models import F

from dashboards.finding.findable import LOOKED_AT
from realsync.lists.search import IdsFrom, IsOneOf, like_patterns
from realsync.lists.statements import Asked

PATTERNS = Asked(like_patterns, "text[]")


class FirstIdsFrom(IdsFrom):
    template = f"ARRAY(SELECT %(function)s(%(expressions)s) LIMIT {LOOKED_AT})"


def within(rows: Any, function: str) -> Any:
    """Of what the function finds, the rows that the person may see."""
    return rows.filter(IsOneOf(F("pk"), FirstIdsFrom(PATTERNS, function=function)))
