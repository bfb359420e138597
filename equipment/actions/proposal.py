"""A client proposes something of the register; one of the staff accepts it, or says why not."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.actions.retire import retire
from companies.models import Branch
from companies.retiring.refused import Refused
from equipment.actions.equipment import change_equipment, create_equipment
from equipment.background import tell_of_answer
from equipment.choices import ProposalKind, ProposalState
from equipment.models import Equipment, Proposal
from equipment.proposals.reading import Changes, changes_of
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.db.violations import constraint_of
from realsync.outbox.work import enqueue


@transaction.atomic
def propose(
    *,
    by: User,
    kind: ProposalKind,
    branch: Branch,
    equipment: Equipment | None,
    changes: Changes,
    form_key: UUID,
    moved_to: str = "",
    reason: str = "",
) -> Proposal:
    """`branch` is the instrument's, or where a new one stands. Sent twice, it is the first one."""
    same = Proposal.objects.visible_to(by).filter(user=by, form_key=form_key)
    there = same.first()
    if there is not None:
        return there
    proposal = Proposal(
        company_id=branch.company_id,
        branch=branch,
        equipment=equipment,
        kind=kind,
        changes={name: list(pair) for name, pair in changes.items()},
        moved_to=moved_to,
        reason=reason,
        user=by,
        author_name=by.name,
        form_key=form_key,
    )
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError as error:
        if constraint_of(error) != "proposals_sent_once":
            raise
        return same.get()
    told: dict[str, Any] = {"proposal": (None, str(proposal)), "reason": (None, reason)}
    record(by=by, verb="proposal.made", entity=equipment or branch, changes=told)
    return proposal


@transaction.atomic
def accept_proposal(
    *, proposal: Proposal, by: User, version: int | None, branch_id: int | None = None
) -> Proposal:
    """Runs the ordinary action on the register, and tells the client.

    `version` is that of the instrument as it was shown, None for a new one; `branch_id` where a
    move in words went. Raises Stale, Refused; IntegrityError and OperationalError as those do.
    """
    proposal = _claimed(proposal, by)
    instrument = _ACTS[ProposalKind(proposal.kind)](proposal, by, version, branch_id)
    _settle(proposal, ProposalState.ACCEPTED, "", by=by, about=instrument)
    return proposal


@transaction.atomic
def decline_proposal(*, proposal: Proposal, by: User, answer: str) -> Proposal:
    """Raises Refused where somebody has answered it already."""
    proposal = _claimed(proposal, by)
    about = proposal.equipment or proposal.branch
    _settle(proposal, ProposalState.DECLINED, answer, by=by, about=about)
    return proposal


def _claimed(proposal: Proposal, by: User) -> Proposal:
    """The row, ours until the transaction ends."""
    rows = Proposal.objects.visible_to(by).select_related("equipment__branch", "branch")
    proposal = rows.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not proposal.is_open:
        raise Refused(_("Somebody has answered it already."))
    return proposal


def _settle(
    proposal: Proposal, state: ProposalState, answer: str, *, by: User, about: Equipment | Branch
) -> None:
    proposal.state, proposal.answer, proposal.settled_at = state, answer, timezone.now()
    proposal.save(update_fields=["state", "answer", "settled_at"])
    told: dict[str, Any] = {"proposal": (None, str(proposal)), "answer": (None, answer)}
    record(by=by, verb=f"proposal.{state.value}", entity=about, changes=told)
    enqueue(tell_of_answer, proposal.pk)


def _change(proposal: Proposal, by: User, version: int | None, branch_id: int | None) -> Equipment:
    values: dict[str, Any] = {name: pair[1] for name, pair in changes_of(proposal).items()}
    it = _instrument(proposal)
    wanted = branch_id if proposal.moved_to else values.pop("branch", None)
    if wanted and wanted != it.branch_id:
        values["branch"] = _branch(proposal, by, wanted)
    if not values:
        raise Refused(_("Choose the branch that it went to."))
    return change_equipment(equipment=it, by=by, version=version or 0, changes=values)


def _scrap(proposal: Proposal, by: User, version: int | None, branch_id: int | None) -> Equipment:
    it = _instrument(proposal)
    retire(record=it, by=by, version=version or 0)
    return it


def _add(proposal: Proposal, by: User, version: int | None, branch_id: int | None) -> Equipment:
    given: Mapping[str, Any] = changes_of(proposal)
    values = {name: pair[1] for name, pair in given.items() if name != "branch"}
    return create_equipment(by=by, values={**values, "branch": proposal.branch})


_ACTS = {
    ProposalKind.MOVED: _change,
    ProposalKind.CORRECTED: _change,
    ProposalKind.SCRAPPED: _scrap,
    ProposalKind.NEW: _add,
}


def _instrument(proposal: Proposal) -> Equipment:
    it = proposal.equipment
    if it is None or it.merged_into_id is not None:
        raise Refused(_("This instrument is not there any more."))
    return it


def _branch(proposal: Proposal, by: User, pk: int) -> Branch:
    """An active one of the same company."""
    branches = Branch.objects.visible_to(by).active().filter(company_id=proposal.company_id)
    found = branches.filter(pk=pk).first()
    if found is None:
        raise Refused(_("The branch is not there any more. Decline it, and say so."))
    return found
