"""Records that somebody is editing on the application are to look at here."""

from typing import Any

from django.http import HttpRequest
from django.utils.dateformat import format as date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from locking.models import RecordLock
from realsync.accounts.models import NamedPerson
from realsync.records.kinds import kinds


def lock_on(request: HttpRequest, record: Any) -> RecordLock | None:
    """The live lock of a record; asked for once per request."""
    entity = str(record._meta.model_name)
    if not any(kind.is_locked for kind in kinds() if kind.entity == entity):
        return None
    known: dict[tuple[str, Any], RecordLock | None] = request.__dict__.setdefault("_locks", {})
    key = entity, record.pk
    if key not in known:
        locks = RecordLock.objects.visible_to(request.user)  # type: ignore[arg-type]
        known[key] = locks.on(entity, record.pk).live().first()
    return known[key]


def is_held(request: HttpRequest, record: Any) -> bool:
    """Not on POST: what was typed meanwhile comes back with the refusal of the database."""
    return bool(record and record.pk and request.method != "POST" and lock_on(request, record))


def in_words(lock: RecordLock) -> str:
    holder = NamedPerson.objects.filter(pk=lock.user_id).first()
    return _(
        "%(name)s is editing this since %(since)s. Meanwhile it can only be looked at here."
    ) % {
        "name": holder.name if holder else _("Somebody"),
        "since": date_format(localtime(lock.acquired_at), "H:i"),
    }
