"""Filters of the list of certificates."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.models import Branch, Company
from equipment.models import Equipment
from jobs.certificates.choices import ISSUED, CertificateStatus
from jobs.work.choices import Verdict
from jobs.work.models import Job
from jobs.work.people import technicians
from realsync.lists.filters import FilterForm, OwnSearch, PickField, RecordField

RECENT_DAYS = 30
RECENTLY = str(RECENT_DAYS)
# To a client, what is issued is in force, or was.
CLIENT_STATES = [
    (status.value, gettext_lazy("In force") if status is ISSUED[0] else status.label)
    for status in ISSUED
]
PERIODS = [
    (RECENTLY, gettext_lazy("Issued within 30 days")),
    ("90", gettext_lazy("Issued within 90 days")),
    ("365", gettext_lazy("Issued within a year")),
]


class CertificateFilters(FilterForm):
    placeholder = gettext_lazy("Number, client, serial or instrument")

    status = PickField(
        gettext_lazy("Status"), CertificateStatus.choices, gettext_lazy("Any status")
    )
    verdict = PickField(gettext_lazy("Verdict"), Verdict.choices, gettext_lazy("Any verdict"))
    issued = PickField(
        gettext_lazy("Issued"),
        [(RECENTLY, gettext_lazy("Within 30 days"))],
        gettext_lazy("Issued at any time"),
    )
    technician = RecordField(
        gettext_lazy("Technician"), gettext_lazy("Any technician"), lambda person: technicians()
    )
    company = RecordField(gettext_lazy("Company"))
    branch = RecordField(gettext_lazy("Branch"))
    equipment = RecordField(gettext_lazy("Instrument"))
    job = RecordField(gettext_lazy("Job"))

    def clean_technician(self) -> int | None:
        return self.known("technician", lambda _person: technicians())

    def clean_company(self) -> int | None:
        return self.known("company", Company.objects.visible_to)

    def clean_branch(self) -> int | None:
        return self.known("branch", Branch.objects.visible_to)

    def clean_equipment(self) -> int | None:
        return self._coded("equipment", Equipment.objects.visible_to(self.user), "code")

    def clean_job(self) -> int | None:
        return self._coded("job", Job.objects.visible_to(self.user), "number")

    def restrict(self, rows: Any) -> Any:
        wanted = self.cleaned_data
        conditions = self.equal("status", "verdict")
        records = ("technician", "company", "branch", "equipment", "job")
        conditions += [Q((f"{name}_id", wanted[name])) for name in records if wanted[name]]
        if wanted["issued"]:
            rows = rows.issued_since(timezone.localdate() - timedelta(days=RECENT_DAYS))
        return rows.filter(*conditions)

    def _coded(self, field: str, rows: Any, code: str) -> int | None:
        """As `known`, of records that go by another name."""
        pk: int | None = self.cleaned_data[field]
        if pk is None:
            return None
        found = rows.filter(pk=pk).values_list(code, flat=True).first()
        if found is None:
            raise ValidationError(_("There is no such record."))
        self.found[field] = {"name": found}
        return pk


class PortalCertificateFilters(OwnSearch):
    """A client's own: their company is their scope, not a filter."""

    placeholder = gettext_lazy("Serial, asset number, number…")

    branch = RecordField(
        gettext_lazy("Branch"),
        gettext_lazy("Any branch"),
        lambda person: Branch.objects.visible_to(person).active(),
    )
    status = PickField(gettext_lazy("State"), CLIENT_STATES, gettext_lazy("Any state"))
    verdict = PickField(gettext_lazy("Verdict"), Verdict.choices, gettext_lazy("Any verdict"))
    issued = PickField(gettext_lazy("Issued"), PERIODS, gettext_lazy("Issued at any time"))

    def clean_branch(self) -> int | None:
        return self.known("branch", Branch.objects.visible_to)

    def restrict(self, rows: Any) -> Any:
        wanted = self.cleaned_data
        conditions = self.equal("status", "verdict")
        if wanted["branch"]:
            conditions.append(Q(branch_id=wanted["branch"]))
        if wanted["issued"]:
            days = timedelta(days=int(wanted["issued"]))
            rows = rows.issued_since(timezone.localdate() - days)
        return rows.filter(*conditions)

    def search(self, rows: Any) -> Any:
        return rows.matching_within(self.cleaned_data["q"])
