"""The moves of a certificate as resources: `/certificates/42/approval/`. Who may, what is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.certificates.actions.amendment import amend_certificate, withdraw_certificate
from jobs.certificates.actions.approval import approve_certificate, reject_certificate
from jobs.certificates.actions.draft import discard_certificate, submit_certificate
from jobs.certificates.models import Certificate
from jobs.certificates.policies import (
    may_amend,
    may_approve,
    may_edit,
    may_reject,
    may_withdraw,
)
from realsync.accounts.permissions import Permission
from realsync.editing.fields import TextField
from realsync.pages.requests import Viewer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

LONGEST_REASON = 2000


class NothingAsked(forms.Form):
    pass


class ReasonForm(forms.Form):
    reason = TextField(label=_("Reason"), max_length=LONGEST_REASON)


@dataclass(frozen=True)
class Move:
    noun: str
    act: Callable[..., Certificate]
    # Who may, with this certificate as it is; it is offered to nobody else.
    may: Callable[[Viewer, Certificate], bool]
    text: "Promise"  # of its button
    told: "Promise"
    said: "Promise"  # once it is done
    icon: str
    permission: Permission = Permission.RESULT_RECORD
    form: type[forms.Form] = NothingAsked
    is_grave: bool = False
    # Whether our own address is printed on what it makes.
    names_site: bool = False


MOVES = (
    Move(
        "submission", submit_certificate, may_edit, _("Hand in for review"),
        _("Somebody reads it who neither drafted nor measured it. Until then it changes no more."),
        _("%s waits for its review."), "send",
    ),
    Move(
        "approval", approve_certificate, may_approve, _("Approve"),
        _("It is issued: it gets its number and its paper, and changes no more."),
        _("%s is issued."), "check",
        Permission.CERTIFICATE_APPROVE, names_site=True,
    ),
    Move(
        "rejection", reject_certificate, may_reject, _("Reject…"),
        _("It goes back to its author as a draft, with your reason."),
        _("%s is a draft again."), "undo-2",
        Permission.CERTIFICATE_APPROVE, ReasonForm,
    ),
    Move(
        "amendment", amend_certificate, may_amend, _("Amend…"),
        _("A draft begins that cites this one, and takes its place once it is approved."),
        _("%s is a draft."), "copy", form=ReasonForm,
    ),
    Move(
        "withdrawal", withdraw_certificate, may_withdraw, _("Withdraw…"),
        _("It stays readable, and says everywhere that it is withdrawn. There is no way back."),
        _("%s is withdrawn."), "circle-x",
        Permission.CERTIFICATE_APPROVE, ReasonForm, is_grave=True,
    ),
    Move(
        "disposal", discard_certificate, may_edit, _("Throw away…"),
        _("The draft leaves the lists; another can be drafted for the same instrument."),
        _("%s is thrown away."), "trash-2", is_grave=True,
    ),
)  # fmt: skip
BY_NOUN: dict[str, Move] = {move.noun: move for move in MOVES}


def moves_of(certificate: Certificate, user: Viewer) -> list[Move]:
    return [move for move in MOVES if move.may(user, certificate)]


def given_to(move: Move, **given: Any) -> dict[str, Any]:
    """What the action takes; the address of our pages only where it is printed."""
    site = given.pop("site")
    return {**given, "site": site} if move.names_site else given
