from decimal import Decimal

from django.db import transaction

from companies.models import Company
from equipment.models import Service
from jobs.quotes.models import CompanyPrice
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.writing import assign, claim, first_values, verb


@transaction.atomic
def agree_price(
    *, by: User, company: Company, service: Service, price: Decimal, version: int
) -> CompanyPrice:
    """What this company pays for the service from now on; quotes that are there keep theirs.

    `version` is that of the price that was shown, 0 where there was none. Raises Stale;
    IntegrityError where somebody has just agreed one.
    """
    prices = CompanyPrice.objects.visible_to(by)
    agreed = prices.filter(company=company, service=service).first() if version else None
    values = {"price": price, "is_active": True}
    if agreed is None:
        agreed = CompanyPrice(company=company, service=service, price=price)
        agreed.save()
        changes = first_values(agreed, {"service": service, "price": price})
        record(by=by, verb="companyprice.created", entity=agreed, changes=changes)
        return agreed
    agreed = claim(prices, record=agreed, version=version)
    changed = assign(agreed, values)
    if changed:
        record(by=by, verb=verb("companyprice", changed), entity=agreed, changes=changed)
    return agreed


@transaction.atomic
def end_price(*, by: User, price: CompanyPrice, version: int) -> CompanyPrice:
    """From now on the base price holds. Raises Stale."""
    price = claim(CompanyPrice.objects.visible_to(by), record=price, version=version)
    changed = assign(price, {"is_active": False})
    if changed:
        record(by=by, verb="companyprice.retired", entity=price, changes=changed)
    return price
