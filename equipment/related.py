"""Lists that stand inside record pages: instruments of a place, branches, plans of a service."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Func, IntegerField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from companies.intervals import in_words
from companies.tables import BRANCHES
from equipment.forms import PlanFilters
from equipment.models import CalibrationPlan
from equipment.models.equipment import BRANCH_NAME, COMPANY_NAME, DUE_KEY, SOON_DAYS
from equipment.tables import EQUIPMENT, equipment_words
from realsync.lists.keyset import Sort
from realsync.lists.listing import Listing
from realsync.lists.related import Related
from realsync.lists.table import ListTable, column
from realsync.lists.words import days, due_cells

DUE_FILTERS = ("due_within", "status")


class OfCompanyTable(ListTable):
    description = column(_("Instrument"))
    serial = column(_("Serial"), "w-text p2", sorts=True)
    place = column(_("Branch"), "w-text")
    status = column(_("Status"), "w-status p2")
    next_due_on = column(_("Next due"), "w-due", sorts=True)


class OfBranchTable(OfCompanyTable):
    place = column(_("Location"), "w-text")


class BranchesTable(ListTable):
    name = column(_("Branch"), sorts=True)
    code = column(_("Code"), "w-code p2", sorts=True)
    overdue = column(_("Overdue"), "w-num end")
    soon = column(_("Due in 30 days"), "w-date end")
    total = column(_("Instruments"), "w-num end p2")


class PlansTable(ListTable):
    instrument = column(_("Instrument"))
    place = column(_("Company and branch"), "w-place")
    interval = column(_("Every"), "w-num p2")
    last_on = column(_("Last"), "w-date p2")
    next_due_on = column(_("Next due"), "w-due", sorts=True)


class InstrumentCount(Func):
    """Active instruments of a branch; counted in the index of its due list, for the rows shown."""

    template = "(SELECT count(*) FROM equipment WHERE is_active AND branch_id = %(expressions)s)"
    # With a second expression: those due until that day, by the key that the index holds.
    arg_joiner = (
        " AND CASE WHEN next_due_on IS NULL THEN DATE '9999-12-31' ELSE next_due_on END <= "
    )
    output_field = IntegerField()


def _columns(place: Any) -> tuple[Any, ...]:
    about = ("pk", "code", "description", "manufacturer", "model", "serial")
    return (*about, place, "status", "next_due_on", "is_active")


OF_COMPANY = replace(
    EQUIPMENT,
    name="equipment-of-company",
    columns=_columns(BRANCH_NAME),
    table=OfCompanyTable,
    row_template="equipment/_related_rows.jinja",
    words=lambda: {**equipment_words(), "place": _("Branch")},
)
OF_BRANCH = replace(
    OF_COMPANY,
    name="equipment-of-branch",
    columns=_columns("location"),
    table=OfBranchTable,
    words=lambda: {**equipment_words(), "place": _("Location")},
)


def plans_in_words(count: int, shown: str) -> str:
    return ngettext("%s active plan", "%s active plans", count) % shown


def plan_words() -> dict[str, Any]:
    return {"due_cell": due_cells(timezone.localdate()), "day": days(), "interval": in_words}


PLANS = Listing(
    name="plans-of-service",
    title=_("Calibration plans"),
    how_many=plans_in_words,
    rows=lambda user: CalibrationPlan.objects.visible_to(user).active(),
    columns=(
        "pk",
        "equipment_id",
        "equipment__description",
        "equipment__code",
        BRANCH_NAME,
        COMPANY_NAME,
        "interval_count",
        "interval_unit",
        "last_on",
        "next_due_on",
    ),
    table=PlansTable,
    filters=PlanFilters,
    sorts={"next_due_on": Sort(DUE_KEY, read=date.fromisoformat)},
    default_sort="next_due_on",
    addresses=replace(EQUIPMENT.addresses, page=""),
    page_template="",
    row_template="equipment/_plan_rows.jinja",
    no_match="",
    how_to_begin="",
    words=plan_words,
)


def equipment_of_company(pk: int) -> Related:
    return Related(
        OF_COMPANY,
        name="equipment",
        title=_("Equipment"),
        icon="gauge",
        here=reverse("equipment_of_company", args=[pk]),
        fixed={"company": pk},
        filters=DUE_FILTERS,
    )


def equipment_of_branch(pk: int) -> Related:
    return Related(
        OF_BRANCH,
        name="equipment",
        title=_("Equipment"),
        icon="gauge",
        here=reverse("equipment_of_branch", args=[pk]),
        fixed={"branch": pk},
        filters=DUE_FILTERS,
    )


def branches_of_company(pk: int) -> Related:
    today = timezone.localdate()
    listing = replace(
        BRANCHES,
        name="branches-of-company",
        columns=(
            "pk",
            "code",
            "name",
            "address",
            "city",
            "is_active",
            InstrumentCount(F("pk"), Value(today - timedelta(days=1))),
            InstrumentCount(F("pk"), Value(today + timedelta(days=SOON_DAYS))),
            InstrumentCount(F("pk")),
        ),
        table=BranchesTable,
        row_template="branches/_related_rows.jinja",
        words=lambda: {"equipment": reverse("equipment:list")},
    )
    return Related(
        listing,
        name="branches",
        title=_("Branches"),
        icon="map-pin",
        here=reverse("branches_of_company", args=[pk]),
        fixed={"company": pk},
    )


def plans_of_service(pk: int) -> Related:
    return Related(
        PLANS,
        name="plans",
        title=_("Instruments by plan"),
        icon="gauge",
        here=reverse("plans_of_service", args=[pk]),
        fixed={"service": pk},
        searches=False,
        has_page=False,
    )
