"""`record`: what happened, written in the transaction in which it happened."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.transaction import TransactionManagementError

from realsync.accounts.models import User
from realsync.activity.models import Audience
from realsync.watch.request_id import request_id

Changes = dict[str, tuple[Any, Any]]

# A client may add to the log and not read it all back, hence no RETURNING.
INSERT = """
INSERT INTO activity_log
    (actor_id, entity_type, entity_id, verb, changes, company_id, branch_id, audience, request_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""

SET_ACTOR = "SELECT set_config('realsync.user_id', %s, true)"


def record(
    *,
    by: User | None,
    verb: str,
    entity: models.Model,
    changes: Changes | None = None,
    audience: Audience = Audience.STAFF,
) -> None:
    """Log `verb` (`job.completed`) on `entity`; `changes` maps a field to (before, after).

    Where an administrator looks as `by`, the actor is the administrator, for staff to read.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        raise TransactionManagementError("An entry and its change belong to one transaction.")
    admin = by.viewed_by if by else None
    if by is not None and admin is not None:
        with _scope_of_actor(admin):
            seen_as = {**(changes or {}), "viewed_as": (None, by.pk)}
            record(by=admin, verb=verb, entity=entity, changes=seen_as)
        return
    company_id, branch_id = _place(entity)
    values = [
        by.pk if by else None,
        entity._meta.model_name,
        entity.pk,
        verb,
        json.dumps(changes or {}, cls=DjangoJSONEncoder),
        company_id,
        branch_id,
        audience.value,
        request_id(),
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)


def _place(entity: models.Model) -> tuple[int | None, int | None]:
    """The company and branch under which an entry about `entity` is filed."""
    if entity._meta.model_name == "company":
        return entity.pk, None
    if entity._meta.model_name == "branch":
        return getattr(entity, "company_id", None), entity.pk
    return getattr(entity, "company_id", None), getattr(entity, "branch_id", None)


@contextmanager
def _scope_of_actor(actor: User) -> Iterator[None]:
    """The policies of clients let a scope write entries of its own person only."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT current_setting('realsync.user_id', true)")
        before = cursor.fetchone()[0] or ""
        cursor.execute(SET_ACTOR, [str(actor.pk)])
        yield
        cursor.execute(SET_ACTOR, [before])
