"""A proposal beside the register: what each field was then, what it should be, and what it is."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from companies.models import Branch
from equipment.choices import ProposalKind
from equipment.models import Equipment, Proposal
from realsync.db.scope import Person

# Field -> (what it was when it was proposed, what it should be).
Changes = dict[str, tuple[Any, Any]]
TEXTS = ("description", "manufacturer", "model", "serial", "asset_number", "location")


@dataclass(frozen=True)
class Line:
    """One field, in words."""

    label: str
    was: str
    now: str
    proposed: str

    @property
    def conflicts(self) -> bool:
        """The register has changed since, to something else."""
        return self.was != self.now and self.now != self.proposed


def changes_of(proposal: Proposal) -> Changes:
    """Of fields that can be proposed; a row may hold what no form of ours has sent."""
    found: Changes = {}
    for name, pair in proposal.changes.items():
        if not isinstance(pair, list) or len(pair) != 2:
            continue
        is_text = name in TEXTS and isinstance(pair[1], str)
        if is_text or (name == "branch" and isinstance(pair[1], int)):
            found[name] = (pair[0], pair[1])
    return found


def lines_of(proposal: Proposal, user: Person) -> list[Line]:
    """With names of branches that the person sees; others are not named."""
    changes, it = changes_of(proposal), proposal.equipment
    lines = [
        Line(
            label_of(name),
            str(changes[name][0] or ""),
            str(getattr(it, name)) if it else "",
            changes[name][1],
        )
        for name in TEXTS
        if name in changes
    ]
    if "branch" in changes:
        was, proposed = changes["branch"]
        names = _names(user, [was, proposed, *([it.branch_id] if it else [])])
        now = names.get(it.branch_id, "") if it else ""
        lines.insert(0, Line(_("Branch"), names.get(was, ""), now, names.get(proposed, "")))
    if proposal.moved_to:
        where = it.branch.name if it else ""
        lines.insert(0, Line(_("Where to"), where, where, proposal.moved_to))
    if proposal.kind == ProposalKind.SCRAPPED and it:
        in_register, gone = _("In the register"), _("Retired")
        lines.append(Line(_("State"), in_register, in_register if it.is_active else gone, gone))
    return lines


def label_of(name: str) -> str:
    field: Any = Equipment._meta.get_field(name)
    return str(field.verbose_name).capitalize()


def _names(user: Person, ids: list[Any]) -> dict[int, str]:
    known = [pk for pk in ids if isinstance(pk, int)]
    rows = Branch.objects.visible_to(user).filter(pk__in=known)
    return dict(rows.values_list("pk", "name"))
