"""Filters of the list of tasks, and the small forms of a task."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from equipment.models import Equipment
from jobs.certificates.models import Incident
from realsync.db.scope import Person, scope_of
from realsync.editing.fields import DayField
from realsync.lists.filters import FilterForm, PickField, RecordField
from tasks.choices import TaskPriority, TaskStatus
from tasks.people import ColleagueField, colleagues

MINE, UNASSIGNED = "mine", "unassigned"
IS_OPEN, SNOOZED, ANY = "open", "snoozed", "any"
OVERDUE = "overdue"


class TaskFilters(FilterForm):
    placeholder = _("Title or text")
    is_personal = True
    holds_all_day = True

    whose = PickField(
        _("Whose"), [(MINE, _("Mine")), (UNASSIGNED, _("Nobody's yet"))], _("Everybody's")
    )
    status = PickField(
        _("Status"),
        [
            (IS_OPEN, _("Open")),
            (SNOOZED, _("Put off")),
            *TaskStatus.choices,
            (ANY, _("Any status")),
        ],
        "",
        initial=IS_OPEN,
    )
    priority = PickField(_("Priority"), TaskPriority.choices, _("Any priority"))
    due = PickField(
        _("Due"),
        [(OVERDUE, _("Overdue")), ("0", _("Until today")), ("7", _("Within 7 days"))],
        _("Any due date"),
    )
    assignee = RecordField(_("Assigned to"), _("Anybody"), colleagues)
    company = RecordField(_("Company"))
    branch = RecordField(_("Branch"))
    equipment = RecordField(_("Instrument"))
    incident = RecordField(_("Incident"))

    def clean_assignee(self) -> int | None:
        also = self.cleaned_data["assignee"]
        return self.known("assignee", lambda person: colleagues(person, also=also))

    def clean_company(self) -> int | None:
        return self.known("company", Company.objects.visible_to)

    def clean_branch(self) -> int | None:
        return self.known("branch", Branch.objects.visible_to)

    def clean_equipment(self) -> int | None:
        return self.known("equipment", lambda person: _named(Equipment, person, "description"))

    def clean_incident(self) -> int | None:
        return self.known("incident", lambda person: _named(Incident, person, "code"))

    def restrict(self, rows: Any) -> Any:
        wanted = self.cleaned_data
        rows = self._in_state(rows).filter(*self.equal("priority"))
        if wanted["whose"]:
            rows = rows.of(scope_of(self.user).user_id if wanted["whose"] == MINE else None)
        if wanted["assignee"]:
            rows = rows.of(wanted["assignee"])
        if wanted["due"]:
            overdue = wanted["due"] == OVERDUE
            rows = rows.overdue() if overdue else rows.due_within(int(wanted["due"]))
        return rows.filter(*self._place())

    def _in_state(self, rows: Any) -> Any:
        status = self.cleaned_data["status"]
        if status == IS_OPEN:
            return rows.open().awake()
        if status == SNOOZED:
            return rows.open().snoozed()
        return rows if status == ANY else rows.filter(status=status)

    def _place(self) -> list[Q]:
        wanted = self.cleaned_data
        found = [Q((f"{name}_id", wanted[name])) for name in ("company", "branch") if wanted[name]]
        about = [kind for kind in ("equipment", "incident") if wanted[kind]]
        return found + [Q(entity_type=kind, entity_id=wanted[kind]) for kind in about]


class HandOverForm(forms.Form):
    assignee = ColleagueField(label=_("Hand over to"), empty_label=_("Choose a colleague"))

    def __init__(self, *args: Any, user: Person, **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["assignee"]
        field.serve(user)


class SnoozeForm(forms.Form):
    until = DayField(label=_("Put off until"), required=False)

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until is not None and until <= timezone.localdate():
            raise ValidationError(_t("A day from tomorrow on is meant here."))
        return until


def tomorrow() -> Any:
    return timezone.localdate() + timedelta(days=1)


def _named(records: Any, person: Person, by: str) -> Any:
    return records.objects.visible_to(person).annotate(name=F(by))
