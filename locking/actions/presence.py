"""Who shows a record, and who edits it. Staff only; one statement writes and lists."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.dateparse import parse_datetime


@dataclass(frozen=True)
class Other:
    """Somebody else at the record, or oneself in another tab."""

    user_id: int
    name: str
    is_editing: bool
    since: datetime


@dataclass(frozen=True)
class LockState:
    """The row of a record's lock as it is now; one that is not live has expired or was broken."""

    is_live: bool
    token: int
    user_id: int
    name: str
    tab: str | None
    acquired_at: datetime
    expires_at: datetime
    asked_by_id: int | None
    asked_name: str | None
    asked_at: datetime | None
    declined_id: int | None
    declined_at: datetime | None
    former_id: int | None
    former_token: int | None
    broken_by_id: int | None
    broken_name: str | None
    broken_reason: str


@dataclass(frozen=True)
class Live:
    """What the live fragment shows. `key` differs where anything of it does."""

    version: int
    lock: LockState | None
    others: tuple[Other, ...]
    key: str


def beat(entity: str, pk: int, *, tab: UUID, turn: int, is_editing: bool) -> Live | None:
    """Says that this tab shows the record; None where it is not there for this person.

    `turn`: what a tab says is numbered, here and below. Whatever comes too late changes nothing.
    """
    found = _said("live_beat(%s, %s, %s, %s, %s)", entity, pk, tab, turn, is_editing)
    if found is None:
        return None
    state = json.loads(found) if isinstance(found, str) else found
    lock = state["lock"]
    if lock is not None:
        lock = {name: lock[name] for name in LockState.__annotations__}
        for name in ("acquired_at", "expires_at", "asked_at", "declined_at"):
            lock[name] = parse_datetime(lock[name]) if lock[name] else None
    others = tuple(Other(**{**o, "since": parse_datetime(o["since"])}) for o in state["others"])
    return Live(state["version"], LockState(**lock) if lock else None, others, _key(state))


def _key(state: dict[str, Any]) -> str:
    """Extending a lock changes nothing that people see."""
    lock = {name: value for name, value in (state["lock"] or {}).items() if name != "expires_at"}
    return sha256(json.dumps({**state, "lock": lock}, sort_keys=True).encode()).hexdigest()[:16]


def arrive(entity: str, pk: int, *, tab: UUID, turn: int, is_editing: bool) -> bool:
    """This tab is on its way to the record, and counts as there for half a minute; its page then
    says so itself. False where the record is not there for this person."""
    return bool(_said("live_arrival(%s, %s, %s, %s, %s)", entity, pk, tab, turn, is_editing))


def leave(entity: str, pk: int, *, tab: UUID, turn: int) -> None:
    """The tab has left the page, or does not come after all."""
    _said("live_departure(%s, %s, %s, %s)", entity, pk, tab, turn)


def _said(call: str, *told: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {call}", told)
        (found,) = cursor.fetchone()
    return found
