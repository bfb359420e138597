from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, Index, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Contact
from jobs.certificates.choices import IncidentStatus
from jobs.certificates.models.certificate import Certificate
from jobs.certificates.search import INCIDENT_TEXT
from jobs.work.models import Standard
from jobs.work.models.of_job import BenchQuerySet
from realsync.accounts.models import NamedPerson
from realsync.db.codes import NextCode
from realsync.db.record import Record
from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import StaffQuerySet
from realsync.lists.search import FoundByText


class IncidentQuerySet(FoundByText, StaffQuerySet["Incident"]):
    text = INCIDENT_TEXT

    def visible_to(self, user: Person) -> Self:
        """A technician: those that touch a certificate of theirs."""
        rows = super().visible_to(user)
        if scope_of(user).role is ScopeRole.TECHNICIAN:
            own = IncidentCertificate.objects.visible_to(user)
            rows = rows.filter(pk__in=own.values("incident_id"))
        return rows

    def open(self) -> Self:
        return self.filter(status=IncidentStatus.OPEN)


class Incident(Record):
    """A standard was found faulty: everything certified with it since its last good calibration
    is in doubt (ISO/IEC 17025, 7.10), and whoever relies on it is told."""

    code = models.TextField(_("code"), db_default=NextCode("INC-", "incident_codes", 4))
    standard = models.ForeignKey(
        Standard, on_delete=models.PROTECT, related_name="incidents", db_index=False,
        editable=False, verbose_name=_("standard"),
    )  # fmt: skip
    # The last calibration that found it within limits; null: there is none, all is in doubt.
    since = models.DateField(_("since"), null=True, editable=False)
    reason = models.TextField(_("what was found"))
    status = models.TextField(
        _("status"),
        choices=IncidentStatus.choices,
        db_default=IncidentStatus.OPEN.value,
        editable=False,
    )
    # What clients are told; below it stand the numbers of their certificates.
    notice = models.TextField(_("notice to clients"))
    conclusion = models.TextField(_("conclusion"), blank=True, db_default="", editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects: ClassVar[IncidentQuerySet] = IncidentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "incidents"
        default_permissions = ()
        indexes = [
            # Those of a standard. Used by its page, and by its key.
            Index(fields=["standard", "id"], name="idx_incidents_standard"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="incidents_code_key"),
            models.CheckConstraint(
                condition=Q(status__in=IncidentStatus.values), name="incidents_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(notice=""), name="incidents_content_given"
            ),
            models.CheckConstraint(
                condition=Q(status=IncidentStatus.OPEN, conclusion="", closed_at=None)
                | Q(status=IncidentStatus.CLOSED, closed_at__isnull=False) & ~Q(conclusion=""),
                name="incidents_closed_with_conclusion",
            ),
            models.CheckConstraint(condition=Q(is_active=True), name="incidents_not_retired"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.standard}"

    @property
    def is_open(self) -> bool:
        return self.status == IncidentStatus.OPEN


class IncidentCertificateQuerySet(BenchQuerySet["IncidentCertificate"]):
    pass


class IncidentCertificate(models.Model):
    """An issued certificate that rests on the standard of an incident."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    # Copies of the certificate's.
    company_id = models.BigIntegerField()
    branch_id = models.BigIntegerField()
    job_id = models.BigIntegerField()
    technician_id = models.BigIntegerField(null=True)
    performed_on = models.DateField()

    objects: ClassVar[IncidentCertificateQuerySet] = IncidentCertificateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "incident_certificates"
        default_permissions = ()
        indexes = [
            # Those of an incident, the latest first. Used by its list.
            Index(fields=["incident", "performed_on", "id"], name="idx_incident_papers_list"),
            # Those of one client. Used by the list, filtered, and by the notice.
            Index(
                fields=["incident", "company_id", "performed_on", "id"],
                name="idx_incident_papers_company",
            ),
            # A technician's own.
            Index(fields=["technician_id"], name="idx_incident_papers_technician"),
            # Asked by the keys, and when a job goes to somebody else.
            Index(fields=["certificate"], name="idx_incident_papers_of"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.certificate_id}"


class IncidentClientQuerySet(StaffQuerySet["IncidentClient"]):
    def visible_to(self, user: Person) -> Self:
        """A technician: those with a certificate of theirs."""
        rows = super().visible_to(user)
        if scope_of(user).role is ScopeRole.TECHNICIAN:
            own = IncidentCertificate.objects.visible_to(user)
            there = own.filter(incident=OuterRef("incident"), company_id=OuterRef("company"))
            rows = rows.filter(Exists(there))
        return rows

    def reachable(self) -> Self:
        """Those where a mail warns somebody."""
        return self.filter(Exists(Contact.objects.warned().filter(company=OuterRef("company"))))

    def untold(self) -> Self:
        return self.filter(told_at=None)

    def unsettled(self) -> Self:
        """Neither told nor settled: nobody knows of it there."""
        return self.filter(told_at=None, settled_at=None)


class IncidentClient(models.Model):
    """A client of an incident: how many certificates, whether they were told, what came of it."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="clients", db_index=False
    )
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    certificates = models.PositiveIntegerField(_("certificates"))
    told_at = models.DateTimeField(_("told"), null=True)
    told_by = models.ForeignKey(
        NamedPerson, on_delete=models.DO_NOTHING, null=True, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    settled_at = models.DateTimeField(_("settled"), null=True)
    settlement = models.TextField(_("what came of it"), blank=True, db_default="")

    objects: ClassVar[IncidentClientQuerySet] = IncidentClientQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "incident_clients"
        default_permissions = ()
        indexes = [
            # Those with most certificates first. Used by the page of an incident.
            Index(fields=["incident", "certificates", "id"], name="idx_incident_clients_list"),
            # Asked by the foreign key when a company is deleted.
            Index(fields=["company"], name="idx_incident_clients_company"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["incident", "company"], name="incident_clients_once"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settlement="")
                | Q(settled_at__isnull=False) & ~Q(settlement=""),
                name="incident_clients_settled_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.company_id}"
