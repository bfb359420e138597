from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Index, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from equipment.models import Equipment, Service
from jobs.certificates.choices import ISSUED, MOVES, OPEN, CertificateStatus
from jobs.certificates.search import CERTIFICATE_TEXT, CERTIFICATE_WORDS
from jobs.work.choices import DecisionRule, Verdict
from jobs.work.models import Job, JobItem
from jobs.work.models.of_job import FoundByTechnicians, OfJobQuerySet
from realsync.accounts.models import User
from realsync.db.record import Record
from realsync.db.scope import Person, scope_of
from realsync.lists.search import is_short, matching_by


class CertificateQuerySet(FoundByTechnicians, OfJobQuerySet["Certificate"]):
    text = CERTIFICATE_TEXT
    words = CERTIFICATE_WORDS
    of_technician = "certificates_matching_of_technician"

    def visible_to(self, user: Person) -> Self:
        """Clients: once it is issued."""
        rows = super().visible_to(user)
        return rows.issued() if scope_of(user).is_client else rows

    def active(self) -> Self:
        """Without drafts that were thrown away."""
        return self.filter(is_active=True)

    def issued(self) -> Self:
        """What went out of the house, also what was superseded or withdrawn since."""
        return self.filter(status__in=ISSUED)

    def issued_since(self, day: date) -> Self:
        """By their numbers, which name the day of issue and have an index."""
        return self.filter(number__gte=f"CRT-{day:%Y%m%d}")

    def in_force(self) -> Self:
        return self.filter(status=CertificateStatus.APPROVED)

    def to_review(self) -> Self:
        """Waiting for somebody who approves it, the first promised first."""
        waiting = self.filter(status=CertificateStatus.PENDING_REVIEW)
        return waiting.order_by("promised_on", "pk")

    def matching_within(self, query: str) -> Self:
        """The same for clients: the index is read for them, within their company."""
        if is_short(query):
            return self.matching(query, in_order=True)
        return matching_by(self, "certificates_matching_within_company", query)


class Certificate(Record):
    """What was found of one instrument, as it is printed (ISO/IEC 17025:2017, 7.8.2 and 7.8.4).

    Everything that is printed is a copy, so that the paper says the same whatever is renamed
    or moved. Once issued nothing of it changes (sql/0002_triggers.sql): it is superseded by an
    amendment, or withdrawn.
    """

    # All three are held by one composite key: see sql/0001_keys.sql.
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False,
        editable=False,
    )  # fmt: skip
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False,
        editable=False, verbose_name=_("branch"),
    )  # fmt: skip
    job = models.ForeignKey(
        Job, on_delete=models.PROTECT, related_name="certificates", db_index=False,
        db_constraint=False, editable=False, verbose_name=_("job"),
    )  # fmt: skip
    # By plain id, as the instrument is: what became of them since is not the paper's.
    item = models.ForeignKey(
        JobItem, on_delete=models.DO_NOTHING, related_name="certificates", db_index=False,
        db_constraint=False, editable=False,
    )  # fmt: skip
    equipment = models.ForeignKey(
        Equipment, on_delete=models.DO_NOTHING, null=True, related_name="certificates",
        db_index=False, db_constraint=False, editable=False, verbose_name=_("instrument"),
    )  # fmt: skip
    service = models.ForeignKey(
        Service, on_delete=models.DO_NOTHING, null=True, related_name="+", db_index=False,
        db_constraint=False, editable=False, verbose_name=_("service"),
    )  # fmt: skip
    # The job's, and follows it: whose certificate it is to see.
    technician = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        db_constraint=False, editable=False, verbose_name=_("technician"),
    )  # fmt: skip
    # Drawn last when it is approved (actions/approval.py), empty until then.
    number = models.TextField(_("number"), db_default="", editable=False)
    status = models.TextField(
        _("status"),
        choices=CertificateStatus.choices,
        db_default=CertificateStatus.DRAFT.value,
        editable=False,
    )
    verdict = models.TextField(
        _("verdict"), choices=Verdict.choices, blank=True, db_default="", editable=False
    )
    decision_rule = models.TextField(
        _("decision rule"), choices=DecisionRule.choices, blank=True, db_default="", editable=False
    )
    client_name = models.TextField(_("client"))
    client_address = models.TextField(_("client's address"), blank=True, db_default="")
    # Where it was performed, which may be at the client's.
    place = models.TextField(_("place of performance"))
    # Name, address and accreditation of the house on the day of issue.
    laboratory = models.JSONField(default=dict, editable=False)
    equipment_code = models.TextField(_("code"), blank=True, db_default="", editable=False)
    description = models.TextField(_("item"))
    manufacturer = models.TextField(_("manufacturer"), blank=True, db_default="")
    model = models.TextField(_("model"), blank=True, db_default="")
    serial = models.TextField(_("serial number"), blank=True, db_default="")
    asset_number = models.TextField(_("asset number"), blank=True, db_default="")
    condition = models.TextField(_("condition"), blank=True, db_default="")
    method = models.TextField(_("method"))
    environment = models.TextField(_("environmental conditions"), blank=True, db_default="")
    remarks = models.TextField(_("remarks"), blank=True, db_default="")
    # Null where the instrument did not come to us, but we to it.
    received_on = models.DateField(_("received"), null=True, blank=True)
    performed_on = models.DateField(_("calibrated"))
    issued_on = models.DateField(_("issued"), null=True, editable=False)
    # Printed only where the client has agreed to it (ISO/IEC 17025:2017, 7.8.4.3).
    due_on = models.DateField(
        _("next calibration"), null=True, blank=True,
        help_text=_("Only where the client has agreed to a recommendation on the certificate."),
    )  # fmt: skip
    # A row per point, numbers as text, as they are printed; see results.py.
    results = models.JSONField(_("results"), default=list, editable=False)
    standards = models.JSONField(_("standards"), default=list, editable=False)
    is_adjusted = models.BooleanField(_("adjusted"), db_default=False, editable=False)
    is_accredited = models.BooleanField(_("accredited"), db_default=False, editable=False)
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", db_index=False, editable=False,
        verbose_name=_("author"),
    )  # fmt: skip
    author_name = models.TextField(editable=False)
    approver = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        editable=False, verbose_name=_("approved by"),
    )  # fmt: skip
    approver_name = models.TextField(db_default="", editable=False)
    # Who drafted it, changed the draft, or recorded one of its results: none of them approves it.
    maker_ids = ArrayField(models.BigIntegerField(), db_default=[], editable=False)
    promised_on = models.DateField(_("promised"))
    rejection_reason = models.TextField(
        _("reason for rejecting"), blank=True, db_default="", editable=False
    )
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="amendments", db_index=False,
        editable=False, verbose_name=_("amends"),
    )  # fmt: skip
    amends_number = models.TextField(db_default="", editable=False)
    amendment_reason = models.TextField(
        _("reason for amending"), blank=True, db_default="", editable=False
    )
    withdrawal_reason = models.TextField(
        _("reason for withdrawing"), blank=True, db_default="", editable=False
    )
    # Its address for whoever holds the paper: /verify/<token>/.
    token = models.TextField(editable=False)
    # The name in the store, and the hash of what is there; given once, in the background.
    pdf = models.TextField(db_default="", editable=False)
    pdf_sha256 = models.TextField(db_default="", editable=False)

    objects: ClassVar[CertificateQuerySet] = CertificateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "certificates"
        default_permissions = ()
        indexes = [
            # The staff's list, the latest first. Used by tables.CertificateTable.
            Index(fields=["number", "id"], name="idx_certificates_number"),
            # The staff's list by client. Used by tables.CertificateTable.
            Index(fields=["client_name", "id"], name="idx_certificates_client"),
            # The staff's list by calibration date. Used by tables.CertificateTable.
            Index(fields=["performed_on", "id"], name="idx_certificates_performed"),
            # The certificates of one state. Used by the staff's list, filtered by status.
            Index(fields=["status", "number", "id"], name="idx_certificates_status"),
            # What waits for approval. Used by the review queue.
            Index(
                fields=["promised_on", "id"],
                name="idx_certificates_review",
                condition=Q(status="pending_review"),
            ),
            # Those of a company. Used by its page and by a company manager's list.
            Index(fields=["company_id", "number", "id"], name="idx_certificates_company"),
            # Those of a branch. Used by its page and by a branch manager's list.
            Index(fields=["branch_id", "number", "id"], name="idx_certificates_branch"),
            # The same two by calibration date. Used by both pages' cards, and by clients' lists.
            Index(
                fields=["company_id", "performed_on", "id"],
                name="idx_certificates_company_date",
            ),
            Index(fields=["branch_id", "performed_on", "id"], name="idx_certificates_branch_date"),
            # A technician's own. Used by their list.
            Index(fields=["technician_id", "number", "id"], name="idx_certificates_technician"),
            # Those of a job. Used by its page, and by its key.
            Index(fields=["job_id", "id"], name="idx_certificates_job"),
            # Those of an item. Used by the trigger that keeps it as it is printed.
            Index(fields=["item_id", "id"], name="idx_certificates_item"),
            # The history of an instrument. Used by its page, and by which one is the newest.
            Index(
                fields=["equipment_id", "performed_on", "id"],
                name="idx_certificates_equipment",
                condition=Q(equipment__isnull=False),
            ),
            # What amends a certificate. Used by its page, and by its key.
            Index(
                fields=["amends_id", "id"],
                name="idx_certificates_amends",
                condition=Q(amends__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="certificates_number_key"
            ),
            models.UniqueConstraint(fields=["token"], name="certificates_token_key"),
            # The target of the composite key of what hangs on it; see sql/0001_keys.sql.
            models.UniqueConstraint(
                fields=["company", "branch", "id"], name="certificates_place_key"
            ),
            # Nobody drafts a second one beside a draft, and an item has one paper in force.
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(is_active=True, status__in=[status.value for status in OPEN]),
                name="certificates_open_once",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(status="approved"), name="certificates_in_force_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=CertificateStatus.values), name="certificates_status_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=Verdict.values),
                name="certificates_verdict_known",
            ),
            models.CheckConstraint(
                condition=Q(decision_rule="") | Q(decision_rule__in=DecisionRule.values),
                name="certificates_rule_known",
            ),
            models.CheckConstraint(
                condition=~Q(client_name="")
                & ~Q(place="")
                & ~Q(description="")
                & ~Q(method="")
                & ~Q(author_name=""),
                name="certificates_content_given",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[status.value for status in ISSUED],
                    approver__isnull=False,
                    issued_on__isnull=False,
                    rejection_reason="",
                )
                & ~Q(number="")
                & ~Q(approver_name="")
                | Q(
                    status__in=[status.value for status in OPEN],
                    number="",
                    approver=None,
                    approver_name="",
                    issued_on=None,
                    pdf="",
                ),
                name="certificates_issued_whole",
            ),
            models.CheckConstraint(
                condition=Q(amends=None, amends_number="", amendment_reason="")
                | Q(amends__isnull=False) & ~Q(amends_number="") & ~Q(amendment_reason=""),
                name="certificates_amends_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn") & ~Q(withdrawal_reason="")
                | ~Q(status="withdrawn") & Q(withdrawal_reason=""),
                name="certificates_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__lte=models.F("performed_on")),
                name="certificates_performed_after_received",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gt=models.F("performed_on")),
                name="certificates_due_after_performed",
            ),
            # Only a draft is thrown away: what was issued stays with its state.
            models.CheckConstraint(
                condition=Q(is_active=True) | Q(status="draft"),
                name="certificates_retired_as_draft",
            ),
            models.CheckConstraint(
                condition=Q(pdf="", pdf_sha256="")
                | ~Q(pdf="") & Q(pdf_sha256__regex="^[0-9a-f]{64}$"),
                name="certificates_pdf_hashed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.description}".strip()

    @property
    def code(self) -> str:
        """What a record is called in few characters, as those of other kinds are."""
        return self.number

    @property
    def is_draft(self) -> bool:
        return self.status == CertificateStatus.DRAFT

    @property
    def is_issued(self) -> bool:
        return self.status in ISSUED

    @property
    def is_in_force(self) -> bool:
        return self.status == CertificateStatus.APPROVED

    def may_move_to(self, status: str) -> bool:
        return status in MOVES.get(self.status, ())
