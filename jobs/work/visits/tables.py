"""The list of visits to plan: branches where something is due, the most urgent first."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.tables import branches_in_words
from equipment.models import CalibrationPlan
from jobs.work.visits.figures import Figures
from jobs.work.visits.filters import USUAL, VisitFilters
from jobs.work.visits.place import kilometres, laboratory, place_of
from jobs.work.visits.words import away, hours, money
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import due_cells


class VisitTable(ListTable):
    branch = column(_("Branch"))
    region = column(_("Region"), "w-text")
    overdue = column(_("Overdue"), "w-num end")
    due = column(_("Due"), "w-num end")
    hours = column(_("Hours"), "w-num end p2")
    price = column(_("Price"), "w-num end")
    planned = column(_("Planned"), "w-num end p3")
    next_due_on = column(_("First due"), "w-due", sorts=True)


def visit_words() -> dict[str, Any]:
    here = laboratory()
    return {
        "due_cell": due_cells(timezone.localdate()),
        "figures_of": Figures.of,
        "hours": hours,
        "money": money,
        "away": lambda latitude, longitude: away(kilometres(here, place_of(latitude, longitude))),
        "usual": int(USUAL),
    }


VISITS = Listing(
    name="visits",
    title=_("Visits to plan"),
    how_many=branches_in_words,
    rows=lambda user: CalibrationPlan.objects.visible_to(user).active(),
    columns=(
        "pk",
        "branch_id",
        "branch__name",
        "branch__company_name",
        "branch__region",
        "branch__latitude",
        "branch__longitude",
        "within",
        "figures",
        "next_due_on",
    ),
    table=VisitTable,
    filters=VisitFilters,
    sorts={"next_due_on": Sort(F("next_due_on"), read=date.fromisoformat)},
    default_sort="next_due_on",
    addresses=Addresses(page="visits:list", record="branches:detail"),
    page_template="visits/list.html",
    row_template="visits/_rows.jinja",
    no_match=_("Nothing is due there that is not planned. Look further ahead, or elsewhere."),
    how_to_begin=_("Branches appear here when something falls due there that nobody has planned."),
    words=visit_words,
)
