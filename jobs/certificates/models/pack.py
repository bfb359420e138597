from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from jobs.certificates.choices import PackState
from realsync.accounts.models import User
from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import ScopedQuerySet


class AuditPackQuerySet(ScopedQuerySet["AuditPack"]):
    def visible_to(self, user: Person) -> Self:
        """A branch manager: those that hold nothing but what is theirs."""
        rows, scope = super().visible_to(user), scope_of(user)
        if scope.role is ScopeRole.BRANCH:
            rows = rows.filter(branch_ids__contained_by=list(scope.branch_ids))
        return rows

    def latest_first(self) -> Self:
        return self.order_by("-pk")

    def to_be_had(self) -> Self:
        """Being made, or ready and not yet expired."""
        kept = Q(state=PackState.DONE, expires_at__gt=timezone.now())
        return self.filter(kept | Q(state=PackState.OPEN))

    def expired(self) -> Self:
        """Those whose file is to go."""
        return self.exclude(file="").filter(expires_at__lte=timezone.now())

    def naming_files(self) -> Self:
        return self.exclude(file="", parts=[])


class AuditPack(models.Model):
    """All certificates in force on one day for chosen branches, as one file for an auditor.

    A row is the request; the rest is filled in the background (packs/building.py).
    """

    # Both are held by one composite key: sql/0011_packs.sql.
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    # One of them, where a branch manager asked; null for the whole company's eyes only.
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    branch_ids = ArrayField(models.BigIntegerField())
    held_on = models.DateField(_("in force on"))
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Of the certificates and instruments that it would be made of: the same request again is this.
    fingerprint = models.TextField()
    state = models.TextField(_("state"), choices=PackState.choices, db_default=PackState.OPEN.value)
    created_at = models.DateTimeField(_("asked for"), db_default=Now())
    # In the order of the file; how many of them are in `parts` by now.
    certificate_ids = ArrayField(models.BigIntegerField(), db_default=[])
    packed = models.PositiveIntegerField(db_default=0)
    parts = ArrayField(models.TextField(), db_default=[])
    is_planned = models.BooleanField(db_default=False)
    gaps = models.PositiveIntegerField(_("gaps"), db_default=0)
    file = models.TextField(db_default="")
    size_bytes = models.PositiveBigIntegerField(_("size"), db_default=0)
    sha256 = models.TextField(db_default="")
    settled_at = models.DateTimeField(_("ready"), null=True)
    expires_at = models.DateTimeField(_("kept until"), null=True)
    # Why it could not be made, for whoever asked.
    answer = models.TextField(db_default="")

    objects: ClassVar[AuditPackQuerySet] = AuditPackQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "audit_packs"
        default_permissions = ()
        indexes = [
            # Those of a company, the latest first. Used by the portal's page of packs.
            Index(fields=["company_id", "id"], name="idx_audit_packs_company"),
            # Files to delete. Used by packs/sweep.py.
            Index(fields=["expires_at"], name="idx_audit_packs_kept", condition=~Q(file="")),
        ]
        constraints = [
            # Asked for twice at the same moment, it is made once.
            models.UniqueConstraint(
                fields=["company", "branch", "branch_ids", "held_on", "fingerprint"],
                condition=Q(state="open"),
                nulls_distinct=False,
                name="audit_packs_made_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PackState.values), name="audit_packs_state_known"
            ),
            models.CheckConstraint(
                condition=Q(branch_ids__len__gt=0), name="audit_packs_of_branches"
            ),
            models.CheckConstraint(
                condition=Q(branch=None) | Q(branch_ids__0=F("branch_id")),
                name="audit_packs_branch_chosen",
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None)
                | ~Q(state="open") & Q(settled_at__isnull=False),
                name="audit_packs_settled_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.held_on)

    @property
    def is_to_be_had(self) -> bool:
        """Its file lies there and may be fetched."""
        kept = self.expires_at is not None and self.expires_at > timezone.now()
        return self.state == PackState.DONE and bool(self.file) and kept
