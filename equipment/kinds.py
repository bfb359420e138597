"""The kinds of records of this app, for what serves all kinds."""

from django.utils.translation import gettext_lazy as _

from equipment.models import Equipment, Service
from realsync.accounts.permissions import Permission
from realsync.records.kinds import Kind

KINDS = (
    Kind(
        entity="equipment",
        model=Equipment,
        label=_("Equipment"),
        icon="gauge",
        namespace="equipment",
        see=Permission.REGISTER_SEE,
        edit=Permission.EQUIPMENT_EDIT,
        is_locked=True,
        is_live=True,
    ),
    Kind(
        entity="service",
        model=Service,
        label=_("Service"),
        icon="wrench",
        namespace="services",
        see=Permission.REGISTER_SEE,
        edit=Permission.CATALOGUE_MANAGE,
        is_locked=True,
        secret={"price_floor": Permission.PRICE_FLOOR_SEE},
    ),
)
