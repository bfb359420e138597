"""What happens in the background: clients hear what came of their proposals, or take them back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from companies.actions.notice import publish
from companies.choices import NoticeKind
from equipment.choices import ProposalState
from equipment.models import Equipment, Proposal
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.outbox.work import outbox_task


@outbox_task(queue="quick")
def tell_of_answer(proposal_id: int) -> None:
    """Once; it leads to the instrument, where that still stands where it was proposed."""
    proposals = Proposal.objects.select_related("equipment")
    proposal = proposals.get(pk=proposal_id)
    instrument = proposal.equipment
    stayed = instrument is not None and instrument.branch_id == proposal.branch_id
    publish(
        by=None,
        company_id=proposal.company_id,
        branch_id=proposal.branch_id,
        kind=NoticeKind.ANSWER,
        title=_title(proposal, instrument),
        text=proposal.answer,
        about=instrument if stayed else None,
        key=f"proposal:{proposal.pk}",
    )


@outbox_task(queue="quick")
def withdraw_proposal(proposal_id: int, by_id: int) -> None:
    """A client takes it back; if it was answered meanwhile, that stands."""
    proposals = Proposal.objects.select_related("equipment", "branch")
    proposal = proposals.select_for_update(of=("self",)).get(pk=proposal_id)
    if not proposal.is_open:
        return
    proposal.state, proposal.settled_at = ProposalState.WITHDRAWN, timezone.now()
    proposal.save(update_fields=["state", "settled_at"])
    record(
        by=User.objects.get(pk=by_id),
        verb="proposal.withdrawn",
        entity=proposal.equipment or proposal.branch,
        changes={"proposal": (None, str(proposal))},
    )


def _title(proposal: Proposal, instrument: Equipment | None) -> str:
    it = instrument.description if instrument else proposal.described
    what = {"what": str(proposal), "it": it}
    if proposal.state == ProposalState.ACCEPTED:
        return _("Accepted: %(what)s, %(it)s") % what
    return _("Declined: %(what)s, %(it)s") % what
