from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from equipment.models import Service, ServicePricing
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.plain import plain
from realsync.editing.writing import assign, claim, first_values

FLOOR = "price_floor"


@transaction.atomic
def create_service(*, by: User, values: Mapping[str, Any]) -> Service:
    """`values` may hold `price_floor`."""
    own = {name: value for name, value in values.items() if name != FLOOR}
    service = Service(**own)
    service.save()
    record(by=by, verb="service.created", entity=service, changes=first_values(service, own))
    if values.get(FLOOR) is not None:
        set_price_floor(service=service, by=by, floor=values[FLOOR])
    return service


@transaction.atomic
def change_service(
    *, service: Service, by: User, version: int, changes: Mapping[str, Any]
) -> Service:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    service = claim(Service.objects.visible_to(by), record=service, version=version)
    changed = assign(service, {name: changes[name] for name in changes if name != FLOOR})
    if changed:
        record(by=by, verb="service.changed", entity=service, changes=changed)
    if changes.get(FLOOR) is not None:
        set_price_floor(service=service, by=by, floor=changes[FLOOR])
    return service


def set_price_floor(*, service: Service, by: User, floor: Decimal) -> None:
    """Logged under the pricing, which roles that may not see it cannot read in the log."""
    pricing = ServicePricing.objects.visible_to(by).filter(service=service).first()
    before = pricing.price_floor if pricing else None
    if before == floor:
        return
    if pricing is None:
        pricing = ServicePricing(service=service, price_floor=floor)
        pricing.save(force_insert=True)
    else:
        pricing.price_floor = floor
        pricing.save(update_fields=[FLOOR])
    changes = {FLOOR: (plain(before), plain(floor))}
    record(by=by, verb="servicepricing.changed", entity=pricing, changes=changes)
