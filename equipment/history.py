"""What happens to the records of this app, in words, and what belongs to the history of each."""

from django.utils.translation import gettext_lazy as _

from companies.history import MOST_KIN, merged_into
from equipment.models import CalibrationPlan, ServicePricing
from realsync.accounts.permissions import Permission
from realsync.activity.subjects import Subject, register_kin, register_subject
from realsync.activity.verbs import Group, Verb, register_verbs, verbs_of_record
from realsync.pages.requests import Viewer

VERBS = {
    **verbs_of_record(
        "equipment",
        _("{who} added the instrument"),
        _("{who} changed the instrument"),
        _("{who} retired the instrument"),
        _("{who} restored the instrument"),
    ),
    "proposal.made": Verb(_("{who} proposed a change of the register"), Group.CHANGED, "accent"),
    "proposal.accepted": Verb(_("{who} accepted a proposal of the client"), Group.CHANGED, "good"),
    "proposal.withdrawn": Verb(_("{who} withdrew a proposal"), Group.CHANGED),
    "proposal.declined": Verb(_("{who} declined a proposal of the client"), Group.CHANGED),
    **verbs_of_record(
        "service",
        _("{who} created the service"),
        _("{who} changed the service"),
        _("{who} retired the service"),
        _("{who} restored the service"),
    ),
    **verbs_of_record(
        "calibrationplan",
        _("{who} added a calibration plan"),
        _("{who} changed a calibration plan"),
        _("{who} retired a calibration plan"),
        _("{who} restored a calibration plan"),
    ),
    "servicepricing.created": Verb(_("{who} set the price floor"), Group.CHANGED),
    "servicepricing.changed": Verb(_("{who} changed the price floor"), Group.CHANGED),
    "equipment.calibrated": Verb(_("{who} calibrated the instrument"), Group.CALIBRATED, "good"),
    "equipment.moved": Verb(_("{who} moved the instrument"), Group.CHANGED, "accent"),
    "equipment.merged": Verb(
        _("{who} merged two instruments that were the same"), Group.MERGED, "accent"
    ),
    "equipment.merge_undone": Verb(_("{who} undid a merge of instruments"), Group.MERGED, "accent"),
}


def of_equipment(pk: int, person: Viewer) -> dict[str, list[int]]:
    plans = CalibrationPlan.objects.visible_to(person).filter(equipment=pk)
    ids = list(plans.values_list("pk", flat=True)[:MOST_KIN])
    return {"equipment": merged_into("equipment", pk, person), "calibrationplan": ids}


def of_service(pk: int, person: Viewer) -> dict[str, list[int]]:
    return {"servicepricing": [pk]}


def register_history() -> None:
    register_verbs(VERBS)
    register_kin("equipment", of_equipment)
    register_kin("service", of_service)
    register_subject(
        Subject("calibrationplan", CalibrationPlan, _("Calibration plan"), Permission.REGISTER_SEE)
    )
    register_subject(
        Subject("servicepricing", ServicePricing, _("Price floor"), Permission.PRICE_FLOOR_SEE)
    )
