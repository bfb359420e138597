"""A visit that was planned becomes a quote or a job; its plans count as planned from then on."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Branch
from companies.retiring.refused import Refused
from equipment.models import CalibrationPlan
from jobs.quotes.actions.instruments import quote_plans
from jobs.quotes.actions.line import words_of
from jobs.quotes.models import Quote
from jobs.quotes.pricing import prices_of
from jobs.work.actions.job import create_job
from jobs.work.models import Job
from jobs.work.visits.planned import planned
from jobs.work.visits.visit import plans_at
from realsync.accounts.models import User
from realsync.editing.rows import RowChange


@transaction.atomic
def quote_visit(*, by: User, branch: Branch, plans: Collection[int]) -> Quote:
    """A draft with a line for each plan. Raises Refused where one of them is planned already."""
    chosen = _claimed(by, branch, plans)
    return quote_plans(by=by, branch=branch, plans=chosen, title=_title(chosen))


@transaction.atomic
def job_visit(*, by: User, branch: Branch, plans: Collection[int]) -> Job:
    """A new job with an item for each plan. Raises Refused where one is planned already."""
    chosen = _claimed(by, branch, plans)
    services = {plan.service_id: plan.service for plan in chosen}
    prices = prices_of(by, branch.company_id, services.values())
    items = [
        {
            "service": plan.service,
            "equipment": plan.equipment,
            "plan": plan,
            "description": words_of(plan.service, None),
            "unit": plan.service.unit,
            "unit_price": prices[plan.service_id],
        }
        for plan in chosen
    ]
    rows = [RowChange(None, 0, values) for values in items]
    return create_job(by=by, values={"branch": branch, "title": _title(chosen)}, items=rows)


def _claimed(by: User, branch: Branch, ids: Collection[int]) -> list[CalibrationPlan]:
    """Ours until the transaction ends: of two people who plan the same, one is told.

    Locked in the order of the triggers that keep what is planned, or each might wait for the other.
    """
    rows = plans_at(by, branch).filter(pk__in=ids).select_related("equipment", "service")
    locked = rows.order_by("pk").select_for_update(of=("self",))
    plans = sorted(locked, key=lambda plan: (plan.next_due_on or date.max, plan.pk))
    if not plans:
        raise Refused(_("Tick at least one instrument."))
    if len(plans) < len(set(ids)):
        raise Refused(_("One of the instruments is not here any more. Look again at what is due."))
    known = planned(by, [plan.pk for plan in plans])
    for plan in plans:
        if plan.pk in known:
            told = _("%(instrument)s has been planned meanwhile: %(number)s.")
            pointer = known[plan.pk]
            told %= {"instrument": plan.equipment, "number": pointer.number}
            raise Refused(told, to=pointer.record)
    return plans


def _title(plans: list[CalibrationPlan]) -> str:
    count = len({plan.equipment_id for plan in plans})
    return ngettext("Calibration of %d instrument", "Calibration of %d instruments", count) % count
