"""Settings of a transaction that the trigger `only_holder_writes` reads."""

from enum import StrEnum

from django.db import connection


class Writer(StrEnum):
    """May change records that somebody else is editing. The table `declared_writers` has each
    one's reason; a test holds both lists together."""

    RETIREMENT = "retirement"
    MERGE = "merge"
    HAND_OVER = "hand_over"
    QUOTE_ANSWER = "quote_answer"
    QUOTE_EXPIRY = "quote_expiry"


def declare(writer: Writer) -> None:
    """From here to the end of the transaction, locks of others do not hold it up.

    Versions move all the same, so that whoever is editing gets both sides to see.
    """
    _set("realsync.writer", writer.value)


def present(token: int) -> None:
    """This transaction is the one of the edit session that `token` names."""
    _set("realsync.lock_token", str(token))


def tell_nobody() -> None:
    """For bulk writes: no hints from here to the end of the transaction; the sweep finds them."""
    _set("realsync.quiet", "on")


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
