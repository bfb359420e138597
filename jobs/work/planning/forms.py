"""What a booking asks for, and absences, holidays and skills."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from equipment.models import Service
from jobs.work.choices import AbsenceKind, JobStatus
from jobs.work.models import Job, Skill
from jobs.work.people import technicians
from jobs.work.planning.estimate import MOST_MINUTES
from realsync.editing.fields import DayField, LineField
from realsync.pages.requests import Viewer


class TechnicianField(forms.TypedChoiceField):
    """`fill` reads who there is; the empty choice is `nobody`."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(label=gettext_lazy("Technician"), coerce=int, empty_value=None, **rest)

    def fill(self, nobody: str) -> None:
        people = technicians().order_by("name", "pk").values_list("pk", "name")
        self.choices = [("", nobody), *people]


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__({"step": "900"}, format="%H:%M")


class BookingForm(forms.Form):
    """Only who and on which day is needed; without anybody a job leaves the schedule."""

    technician = TechnicianField(required=False)
    day = DayField(label=gettext_lazy("Day"), required=False)
    at = forms.TimeField(
        label=gettext_lazy("Start"),
        required=False,
        widget=TimeInput,
        help_text=gettext_lazy("Left empty: as now, else the first free time of that day."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=15,
        max_value=MOST_MINUTES,
        help_text=gettext_lazy("Left empty: as long as now, else what its items take."),
    )
    agreed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, job: Job, initial: Any = None) -> None:
        self.job = job
        super().__init__(data, initial=initial)
        field: Any = self.fields["technician"]
        field.required = job.status != JobStatus.SCHEDULED
        field.fill(
            _("Choose somebody") if field.required else _("Nobody: take it off the schedule")
        )

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        if found.get("technician") and not found.get("day") and "day" not in self.errors:
            self.add_error("day", _("Say on which day."))
        return found


class AbsenceForm(forms.Form):
    technician = TechnicianField()
    first_on = DayField(label=gettext_lazy("First day"))
    last_on = DayField(label=gettext_lazy("Last day"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AbsenceKind.choices)
    note = LineField(label=gettext_lazy("Note"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="absence")
        field: Any = self.fields["technician"]
        field.fill(_("Choose somebody"))

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        first, last = found.get("first_on"), found.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day is not before the first."))
        return found


class HolidayForm(forms.Form):
    held_on = DayField(label=gettext_lazy("Day"))
    name = LineField(label=gettext_lazy("Name"))
    region = LineField(
        label=gettext_lazy("Region"),
        required=False,
        help_text=gettext_lazy("As branches name theirs. Left empty: kept everywhere."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="holiday")


class SkillsForm(forms.Form):
    """A tick per technician and category of the catalogue, named `7:electrical`."""

    def __init__(
        self, data: Any, *, user: Viewer, known: dict[tuple[int, str], date | None]
    ) -> None:
        super().__init__(data)
        self.people = list(technicians().order_by("name", "pk").values_list("pk", "name"))
        self.categories = _categories(user, set(known))
        self.known, self.ends = set(known), known

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str, bool, date | None]]]]:
        """Of each person and category its name, whether it is ticked, and until when it holds."""
        return [
            (name, [self._tick(pk, each) for each in self.categories]) for pk, name in self.people
        ]

    def _tick(self, pk: int, category: str) -> tuple[str, str, bool, date | None]:
        known = (pk, category)
        return f"{pk}:{category}", category, known in self.known, self.ends.get(known)

    def clean(self) -> dict[str, Any]:
        """Only what the page could have sent counts; the rest stays as it is."""
        ticked = set(self.data.getlist("skill"))  # type: ignore[attr-defined]
        shown = {(pk, each) for pk, _name in self.people for each in self.categories}
        return {
            "added": {s for s in shown - self.known if f"{s[0]}:{s[1]}" in ticked},
            "removed": {s for s in shown & self.known if f"{s[0]}:{s[1]}" not in ticked},
        }


class SkillEndForm(forms.Form):
    """Until when somebody is competent; which of the competences that there are."""

    skill: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("Competence"), empty_label=gettext_lazy("Choose")
    )
    valid_until = DayField(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("Left empty: without an end."),
    )

    def __init__(self, data: Any = None, *, user: Viewer) -> None:
        super().__init__(data, prefix="end")
        skills = Skill.objects.visible_to(user).select_related("technician")
        field: Any = self.fields["skill"]
        field.queryset = skills.order_by("technician__name", "category")
        field.label_from_instance = lambda skill: f"{skill.technician.name}: {skill.category}"


def _categories(user: Viewer, known: set[tuple[int, str]]) -> list[str]:
    """Those of the services, and those of skills whose services are gone."""
    rows = Service.objects.visible_to(user).active().exclude(category="").order_by("category")
    found = rows.values_list("category", flat=True).distinct()
    return sorted({*found, *(category for _technician, category in known)})
