from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from equipment.models import Equipment, Service
from jobs.certificates.models.certificate import Certificate
from jobs.work.models.of_job import OfJobQuerySet


class ValidityQuerySet(OfJobQuerySet["Validity"]):
    def on(self, day: date) -> Self:
        """Those that say: it was in calibration on this day."""
        return self.filter(during__contains=day)

    def before(self, day: date) -> Self:
        """Those that were over by then, the latest first."""
        return self.filter(during__fully_lt=(day, None)).order_by("-during", "-pk")


class Validity(models.Model):
    """How long a certificate keeps an instrument in calibration, for one service.

    From the day of calibration to the end of its interval, or to the next calibration; one that is
    superseded or withdrawn holds no day any more. Written by trigger as certificates are issued,
    superseded and withdrawn (sql/0012_kept_validities.sql).
    """

    equipment = models.ForeignKey(
        Equipment, on_delete=models.DO_NOTHING, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    service = models.ForeignKey(
        Service, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    certificate = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, related_name="validity", db_constraint=False
    )
    # Copies of the certificate's.
    company_id = models.BigIntegerField()
    branch_id = models.BigIntegerField()
    job_id = models.BigIntegerField()
    technician_id = models.BigIntegerField(null=True)
    # The last day of its own interval; null where none was agreed.
    ends_on = models.DateField(null=True)
    during = DateRangeField()

    objects: ClassVar[ValidityQuerySet] = ValidityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "validities"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.during)
