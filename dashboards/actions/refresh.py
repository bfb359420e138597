from django.db import transaction

from dashboards.background import refresh_asked_for
from realsync.outbox.work import enqueue


@transaction.atomic
def ask_for_refresh(names: list[str]) -> None:
    """Each view in a row of its own: what becomes of one is nothing to the others."""
    for name in names:
        enqueue(refresh_asked_for, name)
