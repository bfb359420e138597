"""What somebody should look at before a certificate is issued; without a flag it may go in a batch.

From the certificate alone: a queue of hundreds asks nothing more of the database.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from jobs.certificates.models import Certificate
from jobs.certificates.results import is_taken
from jobs.work.choices import Verdict

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

VERDICTS = {
    Verdict.FAIL: _("Fail"),
    Verdict.CONDITIONAL_FAIL: _("Conditional fail"),
    Verdict.CONDITIONAL_PASS: _("Conditional pass"),
}


def flags_of(certificate: Certificate) -> "list[Promise | str]":
    return list(_flags(certificate))


def _flags(certificate: Certificate) -> "Iterator[Promise | str]":
    results = certificate.results
    taken = [point for point in results if is_taken(point)]
    if certificate.verdict in VERDICTS:
        yield VERDICTS[Verdict(certificate.verdict)]
    elif any(point["verdict_found"] not in ("", Verdict.PASS) for point in taken):
        yield _("Found outside its limits")
    if certificate.is_adjusted:
        yield _("Adjusted")
    if not taken:
        yield _("No results")
    elif len(taken) < len(results):
        yield _("Points without a value")
    if any(not point["uncertainty"] or not point["factor"] for point in taken):
        yield _("Uncertainty missing")
    if taken and not certificate.standards:
        yield _("No standard")
    if any(_is_out_of_date(each, certificate.performed_on) for each in certificate.standards):
        yield _("Standard out of date")
    if not certificate.serial and not certificate.asset_number:
        yield _("No serial or asset number")
    if certificate.amends_id is not None:
        yield _("Amendment")


def _is_out_of_date(standard: dict[str, str], day: date) -> bool:
    return date.fromisoformat(standard["due_on"]) < day
