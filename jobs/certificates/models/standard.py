from typing import ClassVar

from django.db import models
from django.db.models import Index

from jobs.certificates.models.certificate import Certificate
from jobs.work.models import Standard
from jobs.work.models.of_job import BenchQuerySet
from realsync.accounts.models import User


class CertificateStandardQuerySet(BenchQuerySet["CertificateStandard"]):
    pass


class CertificateStandard(models.Model):
    """Which standards the results of a certificate rest on; what is printed of them is a copy.

    Written by trigger when the certificate is issued; place, job, technician and date are its own.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="used_standards", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    standard = models.ForeignKey(
        Standard, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    company_id = models.BigIntegerField()
    branch_id = models.BigIntegerField()
    job_id = models.BigIntegerField()
    technician = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    performed_on = models.DateField()

    objects: ClassVar[CertificateStandardQuerySet] = CertificateStandardQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "certificate_standards"
        default_permissions = ()
        indexes = [
            # What a standard was used for since a day. Used by incidents.
            Index(
                fields=["standard_id", "performed_on", "certificate_id"],
                name="idx_certificate_standards_used",
            ),
        ]
        constraints = [
            # Also the index for the standards of a certificate.
            models.UniqueConstraint(
                fields=["certificate", "standard"], name="certificate_standards_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.standard_id}"
