"""What of this app is retired, and moves when others are merged; called in `ready()`.

Of merged companies the branches move, and jobs follow them by key. Items name instruments by
plain id and say what those were: they stay, and the merged instrument leads to the other.
"""

from django.utils.translation import ngettext

from companies.merging.parts import Move, register_moves
from companies.retiring.rules import register_retiring
from jobs.work.retiring import RULES


def jobs_in_words(count: int) -> str:
    return ngettext("%d job", "%d jobs", count) % count


def requests_in_words(count: int) -> str:
    return ngettext("%d request of the client", "%d requests of the client", count) % count


def register() -> None:
    for rule in RULES:
        register_retiring(rule)
    register_moves(
        "branch",
        Move("jobs", "branch_id", jobs_in_words),
        Move("service_requests", "branch_id", requests_in_words),
    )
