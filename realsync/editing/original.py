"""What a form showed before somebody typed: signed, so that it comes back as it went out."""

from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.db.models import Model

from realsync.db.scope import Person


@dataclass(frozen=True)
class Original:
    """`undecided` holds fields that both changed, with the value from before either did."""

    version: int
    values: dict[str, Any]
    undecided: dict[str, Any] = field(default_factory=dict)


def sealed(original: Original, *, record: Model, user: Person) -> str:
    """For this record and this person only: nobody can pass it off as another's."""
    parts = [original.version, original.values, original.undecided]
    return signing.dumps(parts, salt=_salt(record, user), compress=True)


def opened(text: str, *, record: Model, user: Person) -> Original | None:
    """None for what we have not signed."""
    try:
        version, values, undecided = signing.loads(text, salt=_salt(record, user))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Original(version, values, undecided)


def _salt(record: Model, user: Person) -> str:
    return f"realsync.editing:{record._meta.model_name}:{record.pk}:{getattr(user, 'pk', '')}"
