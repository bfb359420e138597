"""What the database refused, in a sentence for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import Error
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


@dataclass(frozen=True)
class Violation:
    """`field` names the field of the form that the sentence belongs to, if it is one."""

    sentence: "str | Promise"
    field: str | None = None


_known: dict[str, Violation] = {}

# Raised by the trigger `only_holder_writes`.
RECORD_LOCKED = "record_locked"

# By SQLSTATE, for constraints that no app has put into words.
BY_STATE = {
    "23502": _("Something is missing."),
    "23503": _("What this refers to is not there any more. Reload the page and choose again."),
    "23505": _("There is one like this already."),
    "23514": _("A value is outside what is allowed."),
    "23P01": _("This overlaps with something that is there already."),
    "22001": _("A text is too long."),
    "22003": _("A number is too large."),
    "42501": _("You have no right to change this."),
    "55P03": _("Somebody else is changing this right now. Try again in a moment."),
    "40001": _("Somebody else changed this at the same moment. Try again."),
    "40P01": _("Somebody else changed this at the same moment. Try again."),
    "57014": _("This took too long and was stopped. Nothing was saved."),
}


def register_violations(known: Mapping[str, Violation]) -> None:
    """An app says in `ready()` what its constraints mean."""
    _known.update(known)


def in_words(error: Error) -> Violation | None:
    """The sentence for a refusal of the database; None where only an operator can help."""
    cause, constraint = error.__cause__, constraint_of(error)
    if constraint in _known:
        return _known[constraint]
    sentence = BY_STATE.get(getattr(cause, "sqlstate", None) or "")
    return Violation(sentence) if sentence else None


def constraint_of(error: BaseException) -> str:
    """The name of the rule that stood against it; empty where none is named."""
    diagnosis = getattr(error.__cause__, "diag", None)
    named = getattr(error, "constraint", None) or getattr(diagnosis, "constraint_name", None)
    return str(named or "")


def is_held(error: BaseException) -> bool:
    """Refused since somebody else is editing the record."""
    return constraint_of(error) == RECORD_LOCKED
