"""Merges of companies and branches: what moves with them in this app."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.merging.grants import Grants, accounts_granted, accounts_in_words
from companies.merging.kinds import Merging
from companies.merging.parts import Move, Part
from companies.models import Branch, Company, Merge
from companies.retiring.kinds import branches_in_words, contacts_in_words
from realsync.pages.requests import Viewer


def notes_in_words(count: int) -> str:
    return ngettext("%d note", "%d notes", count) % count


def documents_in_words(count: int) -> str:
    return ngettext("%d document", "%d documents", count) % count


def links_of(entity: str) -> tuple[Move, Move]:
    """Notes and documents on a record; they take the place of the other one by trigger."""
    on_it = f"t.entity_type = '{entity}'"
    nowhere = "company_id = NULL, branch_id = NULL"
    return (
        Move("notes", "entity_id", notes_in_words, on_it, nowhere),
        Move("documents", "entity_id", documents_in_words, on_it, nowhere),
    )


def notices_in_words(count: int) -> str:
    return ngettext("%d notice", "%d notices", count) % count


def acknowledgements_in_words(count: int) -> str:
    return ngettext("%d acknowledgement", "%d acknowledgements", count) % count


def messages_in_words(count: int) -> str:
    return ngettext("%d message", "%d messages", count) % count


def told_and_asked(column: str, condition: str = "true") -> tuple[Move, Move, Move]:
    """What passed between office and client in the portal."""
    return (
        Move("notices", column, notices_in_words, condition),
        Move("acknowledgements", column, acknowledgements_in_words, condition),
        Move("messages", column, messages_in_words, condition),
    )


COMPANY_PARTS: tuple[Part, ...] = (
    # Contacts, instruments and plans at a branch follow it by their composite keys.
    Move("branches", "company_id", branches_in_words),
    Move("contacts", "company_id", contacts_in_words, "t.branch_id IS NULL"),
    Grants("company"),
    *links_of("company"),
    *told_and_asked("company_id", "t.branch_id IS NULL"),
)
BRANCH_PARTS: tuple[Part, ...] = (
    Move("contacts", "branch_id", contacts_in_words),
    Grants("branch"),
    *links_of("branch"),
    *told_and_asked("branch_id"),
)


def other_companies(company: Company, user: Viewer) -> Any:
    return Company.objects.visible_to(user).filter(merged_into=None).exclude(pk=company.pk)


def other_branches(branch: Branch, user: Viewer) -> Any:
    branches = Branch.objects.visible_to(user).filter(company_id=branch.company_id)
    return branches.filter(merged_into=None).exclude(pk=branch.pk)


def warnings_of(kept: Any, other: Any) -> list[str]:
    """Who will see more than before, in words."""
    return list(filter(None, (_will_see(other, kept), _will_see(kept, other))))


def _will_see(owner: Any, seen: Any) -> str:
    count = accounts_granted(str(owner._meta.model_name), owner.pk)
    if not count:
        return ""
    return _("%(accounts)s of %(owner)s will see everything of %(seen)s.") % {
        "accounts": accounts_in_words(count),
        "owner": owner,
        "seen": seen,
    }


def branches_merged_across(merge: Merge, user: Viewer) -> Merge | None:
    """A branch that came with the company and has been merged with one that was there before."""
    came = set(merge.moved.get("parts", {}).get("branches.company_id", ()))
    later = Merge.objects.visible_to(user).filter(
        entity_type="branch", company_id=merge.kept_id, pk__gt=merge.pk, undone_at=None
    )
    across = (each for each in later if (each.kept_id in came) != (each.merged_id in came))
    return max(across, key=lambda each: each.pk, default=None)


MERGINGS = (
    Merging(
        entity="company",
        others=other_companies,
        hint=gettext_lazy("Name, trading name or code"),
        fields=(
            ("name",),
            ("trading_name",),
            ("tax_number",),
            ("billing_address",),
            ("home_region",),
            ("default_interval_count", "default_interval_unit"),
            ("payment_terms_days",),
            ("tags",),
        ),
        warnings=warnings_of,
    ),
    Merging(
        entity="branch",
        others=other_branches,
        hint=gettext_lazy("Name, town or code"),
        fields=(
            ("name",),
            ("address", "postal_code", "city", "country"),
            ("latitude", "longitude"),
            ("region",),
            ("opening_hours",),
            ("site_requirements",),
        ),
        warnings=warnings_of,
    ),
)
