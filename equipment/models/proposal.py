from typing import ClassVar, Self

from django.db import models
from django.db.models import Index, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from equipment.choices import ProposalKind, ProposalState
from equipment.models.equipment import Equipment
from realsync.accounts.models import User
from realsync.db.scoped import ScopedQuerySet


class ProposalQuerySet(ScopedQuerySet["Proposal"]):
    def open(self) -> Self:
        return self.filter(state=ProposalState.OPEN)

    def latest_first(self) -> Self:
        return self.order_by("-pk")

    def oldest_first(self) -> Self:
        return self.order_by("pk")


class Proposal(models.Model):
    """What a client would change of the register; nothing changes until one of the staff agrees.

    It stands where its instrument stood then, and stays there if that moves: whoever proposed a
    move still sees what came of it.
    """

    # Both are held by one composite key, and taken from the instrument: sql/0013_proposals.sql.
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    equipment = models.ForeignKey(
        Equipment, on_delete=models.PROTECT, null=True, related_name="proposals", db_index=False
    )
    kind = models.TextField(_("kind"), choices=ProposalKind.choices)
    # Field -> [what it was then, what it should be]; of a new instrument the first is null.
    changes = models.JSONField(_("changes"), default=dict)
    # Where it went, in words, from somebody who sees no other branches.
    moved_to = models.TextField(_("where to"), blank=True, db_default="")
    reason = models.TextField(_("reason"), blank=True, db_default="")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    author_name = models.TextField(_("proposed by"))
    # Drawn by the form: sent twice, it is one proposal.
    form_key = models.UUIDField()
    state = models.TextField(
        _("state"), choices=ProposalState.choices, db_default=ProposalState.OPEN.value
    )
    answer = models.TextField(_("answer"), blank=True, db_default="")
    created_at = models.DateTimeField(_("proposed"), db_default=Now())
    settled_at = models.DateTimeField(_("answered"), null=True)

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "proposals"
        default_permissions = ()
        indexes = [
            # What waits for an answer, the oldest first. Used by the staff's queue.
            Index(fields=["id"], name="idx_proposals_open", condition=Q(state="open")),
            # Those of a company, the latest first. Used by a company manager's page.
            Index(fields=["company_id", "id"], name="idx_proposals_company"),
            # Those of a branch, the latest first. Used by a branch manager's page.
            Index(fields=["branch_id", "id"], name="idx_proposals_branch"),
            # Those about an instrument. Used by its pages, and by its key.
            Index(
                fields=["equipment_id", "id"],
                name="idx_proposals_equipment",
                condition=Q(equipment__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "form_key"], name="proposals_sent_once"),
            models.CheckConstraint(
                condition=Q(kind__in=ProposalKind.values), name="proposals_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="new", equipment=None)
                | ~Q(kind="new") & Q(equipment__isnull=False),
                name="proposals_about_an_instrument",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="proposals_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None)
                | ~Q(state="open") & Q(settled_at__isnull=False),
                name="proposals_settled_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="proposals_declined_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(ProposalKind(self.kind).label)

    @property
    def is_open(self) -> bool:
        return self.state == ProposalState.OPEN

    @property
    def described(self) -> str:
        """What a new instrument is."""
        proposed = self.changes.get("description")
        return str(proposed[-1]) if isinstance(proposed, list) and proposed else ""
