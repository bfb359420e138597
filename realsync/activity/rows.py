"""Entries about many records of one kind, written by one statement."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DEFAULT_DB_ALIAS, connections

from realsync.accounts.models import User
from realsync.watch.request_id import request_id

INSERT = """
INSERT INTO activity_log
    (actor_id, entity_type, entity_id, verb, changes, company_id, branch_id, audience, request_id)
SELECT %s, %s, e.id, %s, e.changes, e.company_id, e.branch_id, 'staff', %s
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::jsonb[])
    AS e (id, company_id, branch_id, changes)
"""


@dataclass(frozen=True)
class Row:
    """`changes` maps a field to (before, after), as in `record`."""

    pk: int
    company_id: int | None
    branch_id: int | None
    changes: Mapping[str, tuple[Any, Any]]


def record_rows(*, by: User | None, verb: str, entity_type: str, rows: list[Row]) -> None:
    """One entry each. In the transaction of the change, like `record`."""
    values = [
        by.pk if by else None,
        entity_type,
        verb,
        request_id(),
        [row.pk for row in rows],
        [row.company_id for row in rows],
        [row.branch_id for row in rows],
        [json.dumps(row.changes, cls=DjangoJSONEncoder) for row in rows],
    ]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(INSERT, values)
