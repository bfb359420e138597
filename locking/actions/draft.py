"""What somebody types is kept while they type, and goes when it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from locking.models import Draft
from realsync.accounts.models import User
from realsync.db.clock import ClockTimestamp

MOST_BYTES = 200 * 1024
MOST_DRAFTS = 100  # of one person; the oldest go
# Of a form as it was sent: nothing that belongs to the moment.
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "idempotency_key", "lock_token", "draft_tab", "keep"})
OLDEST = """
DELETE FROM drafts WHERE user_id = %s AND id NOT IN (
    SELECT id FROM drafts WHERE user_id = %s ORDER BY saved_at DESC, id DESC LIMIT %s)
"""
SAVED = "SELECT EXISTS (SELECT FROM idempotency_keys WHERE user_id = %s AND key = %s)"

Values = Mapping[str, list[str]]


@dataclass(frozen=True)
class Place:
    """The form that a draft is of: its address, and its record, if that is there already."""

    address: str
    entity: str
    record_id: int | None = None


def keep_draft(
    *, by: User, at: Place, tab: UUID, values: Values, form_key: UUID | None = None
) -> bool:
    """False where the form with this key has been saved in between: nothing is left to keep."""
    if form_key is not None and _was_saved(by, form_key):
        return False
    draft = Draft(
        user=by,
        tab=tab,
        address=at.address,
        entity_type=at.entity,
        entity_id=at.record_id,
        data={name: values[name] for name in values if name not in LEFT_OUT},
        saved_at=ClockTimestamp(),
    )
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["user", "address", "tab"],
        update_fields=["data", "saved_at", "entity_type", "entity_id"],
    )
    with connection.cursor() as cursor:
        cursor.execute(OLDEST, [by.pk, by.pk, MOST_DRAFTS])
    return True


def drop_draft(*, by: User, address: str, tab: UUID) -> None:
    """Its form is saved."""
    Draft.objects.visible_to(by).filter(address=address, tab=tab).delete()


def _was_saved(by: User, form_key: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(SAVED, [by.pk, form_key])
        (was,) = cursor.fetchone()
    return bool(was)
