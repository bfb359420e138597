"""What the database refused becomes a sentence on the form."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.utils.translation import gettext as _

from realsync.db.violations import Violation, in_words

# By the first two letters of SQLSTATE: values that no column takes, and exceptions of triggers.
OTHER_WORDS = ("22", "P0")


class Refused(Exception):
    """The work was undone; `why` says what stood against it."""

    def __init__(self, why: Violation) -> None:
        super().__init__(str(why.sentence))
        self.why = why


@contextmanager
def asking_the_database() -> Iterator[None]:
    """All or nothing, with every constraint checked at the end of it. Raises Refused."""
    try:
        with transaction.atomic():
            yield
            # Foreign keys would otherwise speak at COMMIT, where no form can listen.
            connections[DEFAULT_DB_ALIAS].check_constraints()
    except DatabaseError as error:
        why = in_words(error) or _other(error)
        if why is None:
            raise
        raise Refused(why) from error
    except UnicodeEncodeError as error:
        raise Refused(Violation(_("A text holds a character that no text has."))) from error


def _other(error: DatabaseError) -> Violation | None:
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if not state.startswith(OTHER_WORDS):
        return None
    return Violation(_("The database does not take one of these values. Nothing was saved."))
