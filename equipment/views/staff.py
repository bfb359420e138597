"""Record pages of equipment and services."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from equipment.measuring import text_of
from equipment.models import CalibrationPlan, Equipment, Proposal, Service, ServicePricing
from equipment.related import plan_words
from equipment.specification import facts
from equipment.tables import EQUIPMENT, SERVICES, status_look
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.db.hanging import Hangs
from realsync.freshness.answers import shows_only
from realsync.freshness.times import CATALOGUE, RECORDS
from realsync.lists import rows
from realsync.lists.addresses import record_prefix
from realsync.lists.counts import MOST_PAGED, Count, capped
from realsync.lists.record_page import record_page
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

PLAN_COLUMNS = (
    "service_id",
    "service__name",
    "service__code",
    "is_active",
    "interval_count",
    "interval_unit",
    "last_on",
    "next_due_on",
)


@staff_view(Permission.REGISTER_SEE)
@reads(RECORDS, "equipment:{pk}", "branch", "company", "plan", "proposal", "service")
def equipment_detail(request: StaffRequest, pk: int) -> HttpResponse:
    instruments = Equipment.objects.visible_to(request.user)
    found = instruments.select_related("branch").annotate(
        has_successor=Hangs("pk", rows="equipment", by="predecessor_id"),
        has_proposal=Hangs("pk", rows="proposals", by="equipment_id", only="hung.state = 'open'"),
    )
    instrument: Any = get_object_or_404(found, pk=pk)
    shows_only(branch=instrument.branch_id, company=instrument.company_id)
    plans = CalibrationPlan.objects.visible_to(request.user).filter(equipment=instrument)
    followers = instruments.filter(predecessor=instrument)
    proposals = Proposal.objects.visible_to(request.user).filter(equipment=instrument)
    context = {
        "look": status_look(instrument.status),
        "facts": facts(instrument.specification),
        "plans": rows.render(
            "equipment/_plans.jinja",
            plans=plans.in_order().values_list(*PLAN_COLUMNS),
            services=record_prefix(SERVICES.addresses.record),
            **plan_words(),
        ),
        "successors": followers.order_by("pk") if instrument.has_successor else (),
        "proposals": proposals.open() if instrument.has_proposal else (),
    }
    return record_page(request, instrument, EQUIPMENT, "equipment/detail.html", **context)


@staff_view(Permission.REGISTER_SEE)
@reads(CATALOGUE, "service:{pk}", "plan")
def service_detail(request: StaffRequest, pk: int) -> HttpResponse:
    service = get_object_or_404(Service.objects.visible_to(request.user), pk=pk)
    context = {
        "pricing": _pricing(request, service),
        "plans": _active_plans(request, service),
        "points": text_of(service.measurement_template).splitlines(),
    }
    return record_page(request, service, SERVICES, "services/detail.html", **context)


def _pricing(request: StaffRequest, service: Service) -> ServicePricing | None:
    """Not even asked for by those whose role the table is not granted to."""
    if not request.user.may(Permission.PRICE_FLOOR_SEE):
        return None
    return ServicePricing.objects.visible_to(request.user).filter(service=service).first()


def _active_plans(request: StaffRequest, service: Service) -> str:
    """A number in words; it is not counted beyond a thousand."""
    plans = CalibrationPlan.objects.visible_to(request.user).active().filter(service=service)
    number = capped(plans, MOST_PAGED)
    more = number > MOST_PAGED
    return ("> " if more else "") + str(Count(min(number, MOST_PAGED), exact=True))
