"""The lists of equipment, for staff and for clients, and the catalogue of services."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from equipment.choices import EquipmentStatus, ServiceUnit
from equipment.forms import EquipmentFilters, PortalEquipmentFilters, ServiceFilters
from equipment.models import Equipment, Service
from equipment.models.equipment import BRANCH_NAME, CALIBRATED_KEY, DUE_KEY
from realsync.freshness.times import CATALOGUE
from realsync.lists.cells import RETIRED, cell
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import days, due_cells, status

STATUS_LOOKS: dict[str, str] = {
    EquipmentStatus.IN_SERVICE.value: "good",
    EquipmentStatus.UNDER_REPAIR.value: "warn",
    EquipmentStatus.MISSING.value: "bad",
}


class EquipmentTable(ListTable):
    description = column(
        _("Instrument"),
        sorts=True,
        cells=[
            cell("description"),
            RETIRED,
            cell("manufacturer", text=_("Manufacturer")),
            cell("model", text=_("Model")),
        ],
    )
    code = column(_("Code"), "w-code", sorts=True)
    serial = column(_("Serial"), "w-text", sorts=True)
    asset_number = column(_("Asset number"), "w-text p4")
    category = column(_("Category"), "w-text p4")
    company_name = column(
        _("Company and branch"),
        "w-wide",
        sorts=True,
        cells=[cell("company_name", text=_("Company")), cell(BRANCH_NAME, text=_("Branch"))],
    )
    status = column(_("Status"), "w-status p2", cells=cell("status", words=EquipmentStatus.choices))
    last_calibrated_on = column(_("Last calibrated"), "w-date p3", sorts=True)
    next_due_on = column(_("Next due"), "w-due", sorts=True)


class PortalEquipmentTable(EquipmentTable):
    company_name = column(_("Branch"), "w-wide", cells=cell(BRANCH_NAME))
    last_calibrated_on = column(_("Last calibrated"), "w-date p3")


class ServiceTable(ListTable):
    name = column(_("Service"), sorts=True, cells=[cell("name"), RETIRED])
    code = column(_("Code"), "w-code", sorts=True)
    category = column(_("Category"), "w-text", sorts=True)
    unit = column(_("Unit"), "w-text p2", cells=cell("unit", words=ServiceUnit.choices))
    estimated_minutes = column(_("Minutes"), "w-num end p3")
    base_price = column(_("Base price"), "w-num end", sorts=True)


def equipment_in_words(count: int, shown: str) -> str:
    return ngettext("%s instrument", "%s instruments", count) % shown


def services_in_words(count: int, shown: str) -> str:
    return ngettext("%s service", "%s services", count) % shown


def status_look(status: str) -> str:
    """The class of the dot beside a status."""
    return STATUS_LOOKS.get(status, "")


def equipment_words() -> dict[str, Any]:
    choices = EquipmentStatus.choices
    return {
        "statuses": {value: status(text, status_look(value)) for value, text in choices},
        "due_cell": due_cells(timezone.localdate()),
        "day": days(),
    }


def service_words() -> dict[str, Any]:
    units = {value: str(text) for value, text in ServiceUnit.choices}
    return {"units": units}


SORTS = {
    "next_due_on": Sort(DUE_KEY, read=date.fromisoformat),
    "description": Sort(F("description")),
    "serial": Sort(F("serial")),
    "code": Sort(F("code"), unique=True),
}
COLUMNS = (
    "pk",
    "code",
    "description",
    "manufacturer",
    "model",
    "serial",
    "asset_number",
    "category",
    BRANCH_NAME,
    "status",
    "last_calibrated_on",
    "next_due_on",
    "is_active",
)
NO_MATCH = _(
    "No instrument matches. Remove a filter, or search for a serial number, an asset number "
    "or a model."
)

EQUIPMENT = Listing(
    name="equipment",
    title=_("Equipment"),
    how_many=equipment_in_words,
    rows=lambda user: Equipment.objects.visible_to(user),
    columns=(*COLUMNS, "company_name"),
    table=EquipmentTable,
    filters=EquipmentFilters,
    sorts={
        **SORTS,
        "company_name": Sort(F("company_name")),
        "last_calibrated_on": Sort(CALIBRATED_KEY, read=date.fromisoformat),
    },
    default_sort="next_due_on",
    addresses=Addresses(page="equipment:list", record="equipment:detail"),
    page_template="equipment/list.html",
    row_template="equipment/_rows.jinja",
    no_match=NO_MATCH,
    how_to_begin=_("Instruments appear here when they are created or imported at a branch."),
    words=equipment_words,
    made_of=("branch", "equipment"),
    counted_by=("equipment_place",),
)

PORTAL_EQUIPMENT = Listing(
    name="portal-equipment",
    title=_("Equipment"),
    how_many=equipment_in_words,
    rows=lambda user: Equipment.objects.visible_to(user),
    columns=COLUMNS,
    table=PortalEquipmentTable,
    filters=PortalEquipmentFilters,
    sorts=SORTS,
    default_sort="next_due_on",
    addresses=Addresses(page="portal:equipment", record="portal:equipment_detail"),
    page_template="equipment/portal_list.html",
    row_template="equipment/_portal_rows.jinja",
    no_match=NO_MATCH,
    how_to_begin=_("Your instruments appear here once we have registered them."),
    words=equipment_words,
    made_of=("branch", "equipment", "notice"),
    counted_by=("equipment_place",),
)

SERVICES = Listing(
    name="services",
    title=_("Services"),
    how_many=services_in_words,
    rows=lambda user: Service.objects.visible_to(user),
    columns=(
        "pk",
        "code",
        "name",
        "category",
        "unit",
        "estimated_minutes",
        "base_price",
        "is_active",
    ),
    table=ServiceTable,
    filters=ServiceFilters,
    sorts={
        "name": Sort(F("name")),
        "code": Sort(F("code"), unique=True),
        "category": Sort(F("category")),
        "base_price": Sort(F("base_price"), read=Decimal),
    },
    default_sort="name",
    addresses=Addresses(page="services:list", record="services:detail"),
    page_template="services/list.html",
    row_template="services/_rows.jinja",
    no_match=_("No service matches. Remove a filter, or search for a part of its name."),
    how_to_begin=_("The catalogue is empty. Services appear here when they are added."),
    words=service_words,
    fresh=CATALOGUE,
    made_of=("service",),
)
