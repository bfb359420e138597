"""How equipment and services are created and changed."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from equipment.actions.equipment import change_equipment, create_equipment
from equipment.actions.service import change_service, create_service
from equipment.editing.forms import EquipmentForm, PlanRow, ServiceForm
from equipment.models import CalibrationPlan, Equipment
from equipment.tables import status_look
from realsync.accounts.permissions import Permission
from realsync.editing.rows import Part
from realsync.editing.sheet import Editing
from realsync.lists.words import status
from realsync.pages.requests import Viewer


def plans_of(user: Viewer, equipment: Equipment) -> Any:
    plans = CalibrationPlan.objects.visible_to(user).filter(equipment=equipment)
    return plans.in_order().select_related("service")


def status_of(equipment: Equipment) -> SafeString:
    return status(equipment.get_status_display(), status_look(equipment.status))


PLANS = Part(
    name="plans",
    title=_("Calibration plans"),
    one=_("Add a plan"),
    form=PlanRow,
    rows=plans_of,
    may_add=Permission.EQUIPMENT_EDIT,
    may_change=Permission.EQUIPMENT_EDIT,
    help=_("Each kind of calibration has its own interval and due date."),
    shows_retired=True,
)

EQUIPMENT = Editing(
    entity="equipment",
    form=EquipmentForm,
    create=create_equipment,
    change=lambda equipment, **given: change_equipment(equipment=equipment, **given),
    may_create=Permission.EQUIPMENT_EDIT,
    may_change=Permission.EQUIPMENT_EDIT,
    title_new=_("New instrument"),
    title_edit=_("Edit instrument"),
    list_title=_("Equipment"),
    parts=(PLANS,),
    inline=("status", "location", "asset_number", "category", "manufacturer", "model"),
    shown={"status": status_of},
)
SERVICE = Editing(
    entity="service",
    form=ServiceForm,
    create=create_service,
    change=lambda service, **given: change_service(service=service, **given),
    may_create=Permission.CATALOGUE_MANAGE,
    may_change=Permission.CATALOGUE_MANAGE,
    title_new=_("New service"),
    title_edit=_("Edit service"),
    list_title=_("Services"),
    inline=("category", "estimated_minutes"),
)
EDITINGS = (EQUIPMENT, SERVICE)
