"""What a line costs where nobody has typed a price: what the company has agreed, else the base."""

from collections.abc import Iterable
from decimal import Decimal

from equipment.models import Service, ServicePricing
from jobs.quotes.models import CompanyPrice
from realsync.db.scope import Person


def prices_of(
    user: Person, company_id: int | None, services: Iterable[Service]
) -> dict[int, Decimal]:
    """By service."""
    found = {service.pk: service.base_price for service in services}
    if company_id is not None and found:
        own = CompanyPrice.objects.visible_to(user).active().filter(company_id=company_id)
        found.update(own.filter(service__in=found).values_list("service_id", "price"))
    return found


def price_of(user: Person, company_id: int | None, service: Service) -> Decimal:
    return prices_of(user, company_id, [service])[service.pk]


def floors_of(user: Person, services: Iterable[int]) -> dict[int, Decimal]:
    """What the office does not go below without thinking twice."""
    pricing = ServicePricing.objects.visible_to(user).filter(service__in=list(services))
    return dict(pricing.values_list("service_id", "price_floor"))
