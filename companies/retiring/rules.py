"""What goes along when a record is retired. Each app adds what hangs on the records of another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Model

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


@dataclass(frozen=True)
class Take:
    """Active rows of `table` whose `column` names the retired record are retired with it."""

    table: str
    entity: str  # what its rows are called in the log
    column: str
    in_words: Callable[[int], str]  # `12 instruments`
    branch: str = "branch_id"  # the column that says where a row stands
    # Which of them come back with a restoration.
    still: str = "true"


@dataclass(frozen=True)
class Rule:
    """How a kind of record is retired and restored."""

    entity: str
    told: "str | Promise"  # what it means, in a sentence
    # Fields that lead to the records it belongs to: while one is retired, it stays so.
    parents: tuple[str, ...] = ()
    # A sentence to agree to first, where there is one.
    asks: Callable[[Model], str] = lambda record: ""


_rules: dict[str, Rule] = {}
_takes: dict[str, list[Take]] = {}


def register_retiring(rule: Rule) -> None:
    """An app says in `ready()` how its records are retired."""
    _rules[rule.entity] = rule


def register_take(entity: str, take: Take) -> None:
    """An app says in `ready()` what of its own goes along with records of this kind."""
    _takes.setdefault(entity, []).append(take)


def rule_of(record: Model) -> Rule:
    return _rules[str(record._meta.model_name)]


def takes_of(record: Model) -> tuple[Take, ...]:
    return tuple(_takes.get(str(record._meta.model_name), ()))
