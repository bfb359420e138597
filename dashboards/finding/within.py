"""Functions of the database that look words up where a policy keeps the index away."""

from typing import Any

from django.db.models import F, Value

from dashboards.finding.findable import LOOKED_AT
from realsync.lists.search import IdsFrom, IsOneOf, like_patterns
from realsync.lists.statements import Asked

PATTERNS = Asked(like_patterns, "text[]")


def within(rows: Any, function: str) -> Any:
    """Of the first that the function finds, the rows that the person may see."""
    return rows.filter(IsOneOf(F("pk"), IdsFrom(PATTERNS, Value(LOOKED_AT), function=function)))
