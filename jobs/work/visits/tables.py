"""The list of visits to plan: branches where something is due, the most urgent first."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.tables import branches_in_words
from equipment.models import CalibrationPlan
from jobs.work.visits.figures import Figures, due_branches, figures_of
from jobs.work.visits.filters import USUAL, VisitFilters
from jobs.work.visits.words import distances, from_here, hours_in_cells
from realsync.freshness import times
from realsync.lists.cells import Cell, cell
from realsync.lists.filters import FilterForm
from realsync.lists.keyset import Position, Sort
from realsync.lists.listing import Addresses, Beside, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import amounts, due_cells


def figure(read: Callable[[Figures], Any]) -> Cell:
    return cell("figures", make=read)


def figures_of_rows(rows: Sequence[tuple[Any, ...]]) -> list[Figures]:
    """Of the branch that each row stands for, within the days that the list was asked for."""
    _pk, _branch, *_words, within, _due, _key = rows[0]
    return figures_of([row[1] for row in rows], within)


def rows_at_once(form: FilterForm, after: Position, most: int) -> list[tuple[Any, ...]]:
    within = int(form.cleaned_data["due_within"])
    found = due_branches(within, after, most)
    return [(*words, within, due, figures, due) for (*words, due), figures in found]


class VisitTable(ListTable):
    branch = column(
        _("Branch"),
        cells=[cell("branch__name"), cell("branch__company_name", text=_("Company"))],
    )
    region = column(
        _("Region"),
        "w-text",
        cells=[
            cell("branch__region"),
            cell(
                "here",
                "branch__latitude",
                "branch__longitude",
                text=_("Kilometres"),
                make=from_here,
            ),
        ],
    )
    overdue = column(_("Overdue"), "w-num end", cells=figure(lambda due: due.overdue or None))
    due = column(_("Due"), "w-num end", cells=figure(lambda due: due.due))
    hours = column(_("Hours"), "w-num end p2", cells=figure(lambda due: due.minutes / 60))
    price = column(_("Price"), "w-num end", cells=figure(lambda due: due.price))
    planned = column(_("Planned"), "w-num end p3", cells=figure(lambda due: due.planned or None))
    next_due_on = column(_("First due"), "w-due", sorts=True)


def visit_words() -> dict[str, Any]:
    return {
        "due_cell": due_cells(timezone.localdate()),
        "hours": hours_in_cells(),
        "money": amounts(),
        "away": distances(),
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
        "here",
        "within",
        "next_due_on",
    ),
    beside=Beside("figures", figures_of_rows),
    at_once=rows_at_once,
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
    fresh=times.JOBS,
    made_of=("branch", "equipment", "job", "plan", "price", "quote", "service", "setting"),
    counted_by=("branch", "equipment_place", "plan"),
    counts_filtered=True,
)
