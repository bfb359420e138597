from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from companies.retiring.refused import Refused
from jobs.work.choices import StandardStatus
from jobs.work.models import Standard
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.writing import assign, claim, first_values


@transaction.atomic
def create_standard(*, by: User, values: Mapping[str, Any]) -> Standard:
    standard = Standard(**values)
    standard.save()
    record(by=by, verb="standard.created", entity=standard, changes=first_values(standard, values))
    return standard


@transaction.atomic
def change_standard(
    *, standard: Standard, by: User, version: int, changes: Mapping[str, Any]
) -> Standard:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    return _changed(standard, by, version, "standard.changed", changes)


@transaction.atomic
def fail_standard(
    *, standard: Standard, by: User, version: int, failed_on: date, failure: str
) -> Standard:
    """It was found outside its limits: no result is recorded with it until it is put back.

    Raises Stale, and Refused where it has failed already.
    """
    changes = {"status": StandardStatus.FAILED, "failed_on": failed_on, "failure": failure}
    if standard.is_failed:
        raise Refused(_("It was marked as failed already."))
    return _changed(standard, by, version, "standard.failed", changes)


@transaction.atomic
def readmit_standard(*, standard: Standard, by: User, version: int) -> Standard:
    """Back into service, once it has been calibrated since it failed. Raises Stale and Refused."""
    if not standard.is_failed:
        raise Refused(_("It is in service already."))
    if standard.failed_on and standard.calibrated_on < standard.failed_on:
        raise Refused(_("Enter its new calibration first; then it can be put back into service."))
    changes = {"status": StandardStatus.IN_SERVICE, "failed_on": None, "failure": ""}
    return _changed(standard, by, version, "standard.readmitted", changes)


def _changed(
    standard: Standard, by: User, version: int, verb: str, changes: Mapping[str, Any]
) -> Standard:
    standard = claim(Standard.objects.visible_to(by), record=standard, version=version)
    changed = assign(standard, changes)
    if changed:
        record(by=by, verb=verb, entity=standard, changes=changed)
    return standard
