"""Plans of the statements that read a list's rows."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

Node = dict[str, Any]


def nodes_of(rows: QuerySet[Any, Any]) -> list[Node]:
    """Those that yield the rows: without what is looked up for each row that is shown."""
    return list(_nodes(json.loads(rows.explain(format="json"))[0]["Plan"]))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.get("Plans", []):
        if child.get("Parent Relationship") not in ("SubPlan", "InitPlan"):
            yield from _nodes(child)
