"""The log lies above this app: it says here, in `ready()`, how an entry is written."""

from collections.abc import Callable
from typing import Any

from django.db import models

from realsync.accounts.models import User

_recorders: list[Callable[..., None]] = []


def record_with(recorder: Callable[..., None]) -> None:
    _recorders[:] = [recorder]


def record(
    *,
    by: User,
    verb: str,
    entity: models.Model,
    changes: dict[str, tuple[Any, Any]] | None = None,
) -> None:
    """Log what `by` did, in the transaction in which it happens."""
    for write in _recorders:
        write(by=by, verb=verb, entity=entity, changes=changes)
