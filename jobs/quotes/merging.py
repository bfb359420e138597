"""What moves of quotes and price lists when companies and branches are merged."""

from django.utils.translation import ngettext

from companies.merging.parts import Move, register_moves
from companies.retiring.rules import register_retiring
from jobs.quotes.retiring import RULES


def quotes_in_words(count: int) -> str:
    return ngettext("%d quote", "%d quotes", count) % count


def prices_in_words(count: int) -> str:
    return ngettext("%d agreed price", "%d agreed prices", count) % count


# The kept company's own price stays.
NO_PRICE_THERE = """NOT EXISTS (SELECT FROM company_prices there
    WHERE there.company_id = pair.target AND there.service_id = t.service_id)"""


def register() -> None:
    """Called in `ready()`. With a company its branches move, and quotes follow those by key."""
    for rule in RULES:
        register_retiring(rule)
    register_moves("company", Move("company_prices", "company_id", prices_in_words, NO_PRICE_THERE))
    register_moves("branch", Move("quotes", "branch_id", quotes_in_words))
