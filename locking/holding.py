"""Somebody else's edit session where one wants to write, and the end of one's own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import OperationalError, connection
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from locking.actions.lock import release
from locking.writers import present
from realsync.db.record import Record
from realsync.db.violations import RECORD_LOCKED

# The lock's row is held until the end, so that nobody takes the record over before COMMIT.
LIVE = """
SELECT l.token, l.user_id, person.name, l.tab, l.acquired_at
FROM record_locks l JOIN people person ON person.id = l.user_id
WHERE l.entity_type = %s AND l.entity_id = %s AND l.expires_at > clock_timestamp()
FOR SHARE OF l
"""


@dataclass(frozen=True)
class Holder:
    """Who is editing a record now."""

    token: int
    user_id: int
    name: str
    tab: UUID | None
    since: datetime


class Held(OperationalError):
    """Somebody is editing the record: said before the database would refuse it (55P03)."""

    constraint = RECORD_LOCKED


def holder_of(record: Record) -> Holder | None:
    """None where nobody is editing it, or no longer."""
    with connection.cursor() as cursor:
        cursor.execute(LIVE, [record._meta.model_name, record.pk])
        row = cursor.fetchone()
    return Holder(*row) if row else None


def require_free(*records: Record) -> None:
    """Before a writer declares itself: what it changes itself must not be edited. Raises Held."""
    for record in records:
        if holder_of(record) is not None:
            raise Held(f"{record._meta.model_name} {record.pk} is being edited.")


def begin_save(record: Record, *, user_id: int | None, token: int | None) -> Holder | None:
    """Presents the token of one's own live session; whoever else is editing is the answer.

    A session that has expired, and that nobody has followed, needs none: the version decides.
    """
    holder = holder_of(record)
    if holder is None:
        return None
    if (holder.token, holder.user_id) != (token, user_id):
        return holder
    present(holder.token)
    return None


def end_save(record: Record, *, token: int | None) -> None:
    """What was saved is free for the next."""
    if token is not None:
        release(str(record._meta.model_name), record.pk, token=token)


def in_words(holder: Holder | None, *, user_id: int | None, record: object) -> str:
    """Who is editing it, and since when."""
    given = {"record": record}
    if holder is None:
        return _("Somebody was editing %(record)s until a moment ago.") % given
    given |= {"name": holder.name, "since": clock_of(holder.since)}
    if holder.user_id == user_id:
        return _("You are editing %(record)s in another window since %(since)s.") % given
    return _("%(name)s is editing %(record)s since %(since)s.") % given


def clock_of(moment: datetime) -> str:
    """14:02; with the day, where that is another one."""
    here = localtime(moment)
    return date_format(here, "H:i" if here.date() == localdate() else "j M, H:i")
