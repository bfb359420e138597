"""What of this app moves when others are merged; called in `ready()`.

Of merged companies the branches move, and jobs follow them by key. Items name instruments by
plain id and say what those were: they stay, and the merged instrument leads to the other.
"""

from django.utils.translation import ngettext

from companies.merging.parts import Move, register_moves


def jobs_in_words(count: int) -> str:
    return ngettext("%d job", "%d jobs", count) % count


def register() -> None:
    register_moves("branch", Move("jobs", "branch_id", jobs_in_words))
