"""Rows that go and come back with another, in one statement per table, each with its own entry."""

import json
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from companies.retiring.rules import Take
from realsync.accounts.models import User
from realsync.watch.request_id import request_id

# Names of tables and columns are those of the registered rules, never input.
TURN = """
WITH turned AS (
    UPDATE {table} t SET is_active = %(active)s WHERE {which}
    RETURNING t.id, t.company_id, t.{branch} AS branch_id
), logged AS (
    INSERT INTO activity_log (actor_id, entity_type, entity_id, verb, changes, company_id,
                              branch_id, audience, request_id)
    SELECT %(by)s, %(entity)s, id, %(verb)s, %(changes)s::jsonb, company_id, branch_id, 'staff',
           %(request)s
    FROM turned
)
SELECT coalesce(array_agg(id ORDER BY id), '{{}}') FROM turned
"""
GOING = "t.{column} = %(pk)s AND t.is_active"
COMING = "t.id = ANY(%(ids)s::bigint[]) AND t.{column} = %(pk)s AND NOT t.is_active AND {still}"
COUNT = "SELECT count(*) FROM {table} t WHERE {which}"


def retire_rows(take: Take, pk: int, *, by: User, along_with: str) -> list[int]:
    """Ids of the rows that were retired now."""
    changes = {"is_active": (True, False), "retired_with": (None, along_with)}
    return _turn(take, GOING, {"pk": pk}, by=by, active=False, changes=changes)


def restore_rows(take: Take, pk: int, ids: list[int], *, by: User, along_with: str) -> list[int]:
    """Ids of the rows that were restored: those that nobody has changed over since."""
    changes = {"is_active": (False, True), "restored_with": (None, along_with)}
    return _turn(take, COMING, {"pk": pk, "ids": ids}, by=by, active=True, changes=changes)


def count_going(take: Take, pk: int) -> int:
    return _count(take, GOING, {"pk": pk})


def count_coming(take: Take, pk: int, ids: list[int]) -> int:
    return _count(take, COMING, {"pk": pk, "ids": ids})


def _turn(
    take: Take, which: str, values: dict[str, Any], *, by: User, active: bool, changes: Any
) -> list[int]:
    statement = TURN.format(table=take.table, which=_filled(which, take), branch=take.branch)
    given = {
        **values,
        "active": active,
        "by": by.pk,
        "entity": take.entity,
        "verb": f"{take.entity}.{'restored' if active else 'retired'}",
        "changes": json.dumps(changes),
        "request": request_id(),
    }
    ids: list[int] = _one(statement, given)
    return ids


def _count(take: Take, which: str, values: dict[str, Any]) -> int:
    statement = COUNT.format(table=take.table, which=_filled(which, take))
    return int(_one(statement, values))


def _filled(which: str, take: Take) -> str:
    return which.format(column=take.column, still=take.still)


def _one(statement: str, values: dict[str, Any]) -> Any:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, values)
        (value,) = cursor.fetchone()
    return value
