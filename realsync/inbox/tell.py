"""`tell`: something reaches people's inbox, in the transaction in which it happened."""

from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS, connections, models

from realsync.accounts.models import User

# Nobody reads another's inbox back, hence no RETURNING.
INSERT = """
INSERT INTO inbox (user_id, actor_id, verb, entity_type, entity_id, title, note_id, excerpt)
SELECT person, %s, %s, %s, %s, %s, %s, %s FROM unnest(%s::bigint[]) AS person
"""
EXCERPT = 280


def tell(
    *,
    user_ids: Iterable[int],
    by: User | None,
    verb: str,
    entity: models.Model,
    excerpt: str = "",
    note_id: int | None = None,
) -> None:
    """Once per person; nobody is told of what they did themselves."""
    told = sorted(set(user_ids) - ({by.pk} if by else set()))
    if not told:
        return
    values = [
        by.pk if by else None,
        verb,
        entity._meta.model_name,
        entity.pk,
        str(entity),
        note_id,
        excerpt[:EXCERPT],
        told,
    ]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(INSERT, values)
