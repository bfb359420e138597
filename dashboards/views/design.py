"""`/design/`: every component of our pages in every state, in either theme and density."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from dashboards.samples import SampleForm
from realsync.accounts.permissions import Permission
from realsync.db.access import unscoped
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest

THEMES = {"": _("Yours"), "light": _("Light"), "dark": _("Dark")}
DENSITIES = {"": _("Yours"), "normal": _("Normal"), "dense": _("Dense")}


@dataclass(frozen=True)
class Section:
    name: str
    title: Any
    classes: str

    @property
    def template(self) -> str:
        return f"design/_{self.name}.html"


SECTIONS = [
    Section("colours", _("Colours and type"), "--page --surface --text --muted --accent"),
    Section("buttons", _("Buttons"), "button icon-button split segmented link"),
    Section("fields", _("Fields"), "form-page fields field-grid field radio-cards with-unit"),
    Section("rows", _("Rows in a form"), "formset formset-row formset-head"),
    Section("saving", _("Errors and saving"), "problems form-bar"),
    Section("editing", _("Editing in place, drafts"), "editable inline-form pick held-notice"),
    Section("people", _("Who is here, who edits"), "live live-line live-people data-changed"),
    Section("badges", _("Badges, states, people"), "badge status tag avatar steps"),
    Section("notices", _("Notices and toasts"), "notice toasts toast"),
    Section("overlays", _("Dialogs, menus, cards that hang"), "dialog menu popover"),
    Section("tables", _("Tables, pages, filters"), "table row chip pager toolbar"),
    Section("cards", _("Cards, tiles, details, tabs"), "card tiles details editable tabs lines"),
    Section("waiting", _("Empty, loading, progress"), "empty skeleton progress"),
    Section("notes", _("Notes"), "notes note mention note-form suggestions"),
    Section("history", _("History and differences"), "timeline diff conflict choice"),
    Section("files", _("Files"), "file-tiles file-tile file-rows drop-zone"),
]


@staff_view(Permission.REGISTER_SEE)
@unscoped
def design(request: StaffRequest) -> HttpResponse:
    context = {
        "sections": SECTIONS,
        "themes": THEMES,
        "theme": _known(request.GET.get("theme"), THEMES),
        "densities": DENSITIES,
        "density": _known(request.GET.get("density"), DENSITIES),
        "form": SampleForm(),
        "wrong": _wrong(),
    }
    return render(request, "design/index.html", context)


def _known(value: str | None, among: dict[str, Any]) -> str:
    return value if value in among else ""


def _wrong() -> SampleForm:
    """A form as it comes back: with what was typed, and what is wrong with it."""
    return SampleForm({"every": "often", "due_on": "31.02.2027"}, auto_id="wrong_%s")
