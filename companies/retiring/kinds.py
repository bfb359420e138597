"""How companies, branches and contacts are retired, and what of them goes along."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from companies.retiring.rules import Rule, Take


def branches_in_words(count: int) -> str:
    return ngettext("%d branch", "%d branches", count) % count


def contacts_in_words(count: int) -> str:
    return ngettext("%d contact", "%d contacts", count) % count


RULES = (
    Rule(
        entity="company",
        told=_(
            "It leaves lists and choices, and its instruments become due no more. Its history"
            " stays, and it can be restored at any time."
        ),
    ),
    Rule(
        entity="branch",
        told=_(
            "It leaves lists and choices, and its instruments become due no more. Its history"
            " stays, and it can be restored at any time."
        ),
        parents=("company",),
    ),
    Rule(
        entity="contact",
        told=_("Nobody is written to under this contact any more. It can be restored at any time."),
        parents=("company", "branch"),
    ),
)

TAKES = {
    "company": (
        Take(
            "branches",
            "branch",
            "company_id",
            branches_in_words,
            branch="id",
            still="t.merged_into_id IS NULL",
        ),
        Take("contacts", "contact", "company_id", contacts_in_words),
    ),
    "branch": (Take("contacts", "contact", "branch_id", contacts_in_words),),
}
