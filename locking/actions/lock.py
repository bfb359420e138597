"""What people do with a lock. The database decides each of these in one statement, by its clock.

A scope must be open. Whether the record is there for this person, the caller has found out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from locking.models import RecordLock
from realsync.accounts.models import NamedPerson, User
from realsync.activity.record import record as log
from realsync.db.clock import ClockTimestamp
from realsync.db.record import Record
from realsync.inbox.tell import tell

LASTS = timedelta(minutes=15)
# Until the page that asked has said that it is there.
TRIAL = timedelta(seconds=30)
# Handed over: the lock waits this long for the tab that asked.
WAITS = timedelta(minutes=2)


ACQUIRE = "SELECT token, holder_id, holder_tab, since, expires_at FROM acquire_lock(%s, %s, %s, %s)"
# A lock that changes hands: its new holder has a token of their own.
MOVED = """
UPDATE record_locks SET
    former_id = user_id, former_token = token, user_id = {user}, tab = {tab},
    token = nextval('lock_tokens'), acquired_at = clock_timestamp(),
    expires_at = clock_timestamp() + %(lasts)s,
    asked_by_id = NULL, asked_tab = NULL, asked_at = NULL, declined_id = NULL, declined_at = NULL
WHERE entity_type = %(entity)s AND entity_id = %(pk)s AND expires_at > clock_timestamp()
  AND {whose}
RETURNING token
"""
ME = "NULLIF(current_setting('realsync.user_id', true), '')::bigint"
CONTINUE = MOVED.format(user="user_id", tab="%(tab)s", whose=f"user_id = {ME}")
HAND_OVER = MOVED.format(
    user="asked_by_id",
    tab="asked_tab",
    whose=f"token = %(token)s AND user_id = {ME} AND asked_by_id IS NOT NULL",
)
DECLINED = """
UPDATE record_locks SET
    declined_id = asked_by_id, declined_at = clock_timestamp(),
    asked_by_id = NULL, asked_tab = NULL, asked_at = NULL
WHERE entity_type = %(entity)s AND entity_id = %(pk)s AND expires_at > clock_timestamp()
  AND token = %(token)s AND user_id = {me} AND asked_by_id IS NOT NULL
RETURNING token
"""
DECLINE = DECLINED.format(me=ME)


@dataclass(frozen=True)
class Answer:
    """Of somebody who asked for a lock. `token` is None where somebody else has it."""

    token: int | None
    holder_id: int
    holder_tab: UUID | None
    since: datetime
    expires_at: datetime


def acquire(entity: str, pk: int, *, tab: UUID, lasts: timedelta = LASTS) -> Answer:
    with connection.cursor() as cursor:
        parameters: list[Any] = [entity, pk, tab, lasts]
        cursor.execute(ACQUIRE, parameters)
        return Answer(*cursor.fetchone())


def reserve(entity: str, pk: int, *, tab: UUID, turn: int) -> int | None:
    """For the form that this tab is on its way to. None where somebody holds the record, be it this
    very tab, and where the tab has said something since: then the form has come or gone already."""
    with connection.cursor() as cursor:
        parameters: list[Any] = [entity, pk, tab, turn, TRIAL]
        cursor.execute("SELECT reserve_lock(%s, %s, %s, %s, %s)", parameters)
        (token,) = cursor.fetchone()
    return token  # type: ignore[no-any-return]


def extend(entity: str, pk: int, *, token: int, lasts: timedelta = LASTS) -> datetime | None:
    """Until when it is held now; None if it has been lost. Extending never acquires."""
    with connection.cursor() as cursor:
        parameters: list[Any] = [entity, pk, token, lasts]
        cursor.execute("SELECT extend_lock(%s, %s, %s, %s)", parameters)
        (until,) = cursor.fetchone()
    return until  # type: ignore[no-any-return]


def release(entity: str, pk: int, *, token: int) -> bool:
    """Whether it was still theirs who name the token."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT release_lock(%s, %s, %s)", [entity, pk, token])
        (was_theirs,) = cursor.fetchone()
    return bool(was_theirs)


def continue_here(entity: str, pk: int, *, tab: UUID, lasts: timedelta = LASTS) -> int | None:
    """One's own lock comes over from another tab, with a new token; None if it is not one's own."""
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {"entity": entity, "pk": pk, "tab": tab, "lasts": lasts}
        cursor.execute(CONTINUE, parameters)
        row = cursor.fetchone()
    return row[0] if row else None


def ask(entity: str, pk: int, *, by: User, tab: UUID) -> bool:
    """Tell the holder that somebody waits; False if nobody else holds it any more."""
    others = RecordLock.objects.on(entity, pk).live().exclude(user=by)
    asked = others.update(
        asked_by=by, asked_tab=tab, asked_at=ClockTimestamp(), declined=None, declined_at=None
    )
    return asked > 0


def decline(entity: str, pk: int, *, token: int) -> bool:
    """The holder goes on editing; whoever asked is told. False if there is nothing to decline."""
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {"entity": entity, "pk": pk, "token": token}
        cursor.execute(DECLINE, parameters)
        return cursor.fetchone() is not None


def hand_over(entity: str, pk: int, *, token: int) -> bool:
    """The lock goes to the tab that asked, and waits there for two minutes. The token is spent."""
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {"entity": entity, "pk": pk, "token": token, "lasts": WAITS}
        cursor.execute(HAND_OVER, parameters)
        return cursor.fetchone() is not None


@transaction.atomic
def break_lock(*, lock: RecordLock, of: Record, by: User, reason: str) -> bool:
    """An admin ends somebody's edit session; what was typed is kept as their draft.

    False if it has ended by itself. The row stays as an expired one, so that the page of whoever
    held it can say by whom and why.
    """
    live = RecordLock.objects.filter(pk=lock.pk, token=lock.token).live()
    broken = live.update(
        expires_at=ClockTimestamp(), broken_by=by, broken_reason=reason,
        former_id=F("user_id"), former_token=F("token"),
    )  # fmt: skip
    if broken:
        holder = NamedPerson.objects.get(pk=lock.user_id).name
        changes = {"edited_by": (holder, None), "reason": (None, reason)}
        log(by=by, verb=f"{lock.entity_type}.lock_broken", entity=of, changes=changes)
        tell(user_ids=[lock.user_id], by=by, verb="lock.broken", entity=of, excerpt=reason)
    return broken > 0
