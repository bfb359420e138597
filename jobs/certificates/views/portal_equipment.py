"""An instrument's page for clients: the paper that counts, its plans, history and next visit.

Here rather than with instruments: all of this hangs on jobs and certificates.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString

from equipment.models import CalibrationPlan, Equipment, Proposal
from equipment.specification import facts
from equipment.tables import status_look
from jobs.certificates.drift import MOST, drawn, drifts_in
from jobs.certificates.models import Certificate
from jobs.certificates.tables import client_state, verdict_look
from jobs.certificates.tables import status_look as state_look
from jobs.work.choices import BOOKED, Verdict
from jobs.work.models import JobItem
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.db.hanging import Hangs
from realsync.freshness.times import RECORDS
from realsync.lists import rows, words
from realsync.lists.addresses import record_prefix
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest, Viewer

WORST_FIRST = (
    Verdict.FAIL,
    Verdict.CONDITIONAL_FAIL,
    Verdict.CONDITIONAL_PASS,
    Verdict.PASS,
)
PAGE = "portal:certificate_detail"
# Of each calibration, of a paper's forty columns.
SHOWN = ("number", "status", "performed_on", "verdict", "results")


@dataclass(frozen=True)
class Calibration:
    """A line of the history."""

    certificate: Certificate
    state: str
    look: str
    found: str
    found_look: str
    left_look: str


@portal_view(Permission.PORTAL_SEE)
@reads(
    RECORDS,
    "equipment:{pk}",
    "branch",
    "certificate",
    "document",
    "job",
    "note",
    "notice",
    "plan",
    "proposal",
    "service",
    "validity",
)
def equipment_detail(request: ClientRequest, pk: int) -> HttpResponse:
    user = request.user
    instruments = Equipment.objects.visible_to(user)
    found = instruments.select_related("branch").annotate(
        has_proposal=Hangs("pk", rows="proposals", by="equipment_id", only="hung.state = 'open'")
    )
    instrument: Any = get_object_or_404(found, pk=pk)
    plans = CalibrationPlan.objects.visible_to(user).filter(equipment=instrument)
    certificates = _certificates(user, instrument)
    in_force = [each for each in certificates if each.is_in_force]
    proposals = Proposal.objects.visible_to(user).filter(equipment=instrument)
    context = {
        "equipment": instrument,
        "look": status_look(instrument.status),
        "facts": facts(instrument.specification),
        "plans": plans.active().in_order(),
        "current": next(filter(_holds, in_force), None),
        "newest": in_force[0] if in_force else None,
        "history": _history(certificates),
        "drifts": drawn(drifts_in(in_force), certificates=PAGE) if in_force else "",
        "visit": _next_visit(user, instrument),
        "proposals": proposals.open() if instrument.has_proposal else (),
    }
    return render(request, "certificates/portal_equipment.html", context)


def _certificates(user: Viewer, instrument: Equipment) -> list[Certificate]:
    """The latest calibration first."""
    rows = Certificate.objects.visible_to(user).filter(equipment=instrument)
    rows = rows.only(*SHOWN).annotate(holds_during=F("validity__during"))
    return list(rows.order_by("-performed_on", "-pk")[:MOST])


def _holds(certificate: Any) -> bool:
    """It says that the instrument is in calibration today."""
    during = certificate.holds_during
    return during is not None and timezone.localdate() in during


def _history(certificates: list[Certificate]) -> SafeString:
    return rows.render(
        "certificates/_portal_history.jinja",
        history=[_told(each) for each in certificates],
        certificates=record_prefix(PAGE),
        day=words.day,
    )


def _told(certificate: Certificate) -> Calibration:
    found = [point["verdict_found"] or point["verdict"] for point in certificate.results]
    worst = next((verdict for verdict in WORST_FIRST if verdict in found), None)
    return Calibration(
        certificate,
        client_state(certificate.status),
        state_look(certificate.status),
        str(worst.label) if worst else "",
        verdict_look(worst or ""),
        verdict_look(certificate.verdict),
    )


def _next_visit(user: Viewer, instrument: Equipment) -> dict[str, Any] | None:
    """The job of the first one that is booked and not over."""
    items = JobItem.objects.visible_to(user).active().filter(equipment=instrument)
    booked = items.filter(job__status__in=BOOKED, job__ends_at__gte=timezone.now())
    jobs: Any = booked.values("job_id", starts_at=F("job__starts_at"), number=F("job__number"))
    found: dict[str, Any] | None = jobs.order_by("job__starts_at", "pk").first()
    return found
