"""A draft for instruments: one line for each plan that says what is done to them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from companies.models import Branch
from equipment.models import CalibrationPlan, Equipment
from jobs.quotes.actions.quote import create_quote
from jobs.quotes.models import Quote
from jobs.quotes.pricing import prices_of
from jobs.quotes.terms import terms_now
from realsync.accounts.models import User
from realsync.editing.rows import RowChange


@transaction.atomic
def quote_instruments(
    *, by: User, branch: Branch, instruments: Iterable[Equipment], title: str
) -> Quote:
    """For all active plans of each. One without a plan gets a line without a price, to complete.

    Raises ValidationError for an instrument of another company.
    """
    instruments = list(instruments)
    return _draft(by, branch, title, _lines(by, instruments))


@transaction.atomic
def quote_plans(*, by: User, branch: Branch, plans: Iterable[CalibrationPlan], title: str) -> Quote:
    """A line for each plan, of an instrument and its service, at what this company pays."""
    plans = list(plans)
    services = {plan.service_id: plan.service for plan in plans}
    prices = prices_of(by, branch.company_id, services.values())
    tax_rate = terms_now().tax_rate
    lines = (
        {
            "service": plan.service,
            "equipment": plan.equipment,
            "plan": plan,
            "unit_price": prices[plan.service_id],
            "tax_rate": tax_rate,
        }
        for plan in plans
    )
    return _draft(by, branch, title, lines)


def _draft(by: User, branch: Branch, title: str, lines: Iterable[dict[str, Any]]) -> Quote:
    rows = [RowChange(None, 0, values) for values in lines]
    return create_quote(by=by, values={"branch": branch, "title": title}, lines=rows)


def _lines(by: User, instruments: list[Equipment]) -> Iterator[dict[str, Any]]:
    plans = CalibrationPlan.objects.visible_to(by).active().filter(equipment__in=instruments)
    of_instrument: dict[int, list[CalibrationPlan]] = {}
    for plan in plans.in_order().select_related("service"):
        of_instrument.setdefault(plan.equipment_id, []).append(plan)
    for instrument in instruments:
        for plan in of_instrument.get(instrument.pk, []):
            yield {"service": plan.service, "equipment": instrument, "plan": plan}
        if instrument.pk not in of_instrument:
            yield {"equipment": instrument, "unit_price": 0}
