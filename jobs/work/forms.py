"""Filters of the lists of jobs and standards, and what a move asks for."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.models import Branch, Company
from equipment.models import Equipment
from jobs.work.choices import JobPriority, JobStatus, ServicePlace, StandardStatus
from jobs.work.models import Job, JobItem
from jobs.work.people import technicians
from jobs.work.requests import BY_PROGRESS
from realsync.editing.fields import DayField, LineField, TextField
from realsync.lists.filters import (
    FilterForm,
    OwnSearch,
    PickField,
    RecordField,
    StateField,
    WordField,
)

OPEN = "open"
BOOKED_NOW, OVER = "booked", "done"
USABLE, REFUSED = "today", "refused"
LATE, TODAY, THIS_WEEK, NEXT_WEEK = "late", "today", "week", "next_week"


class JobFilters(FilterForm):
    placeholder = gettext_lazy("Number, title, company or invoice")

    status = PickField(
        gettext_lazy("Status"),
        [(OPEN, gettext_lazy("Open")), *JobStatus.choices],
        gettext_lazy("Any status"),
    )
    priority = PickField(
        gettext_lazy("Priority"), JobPriority.choices, gettext_lazy("Any priority")
    )
    start = PickField(
        gettext_lazy("Start"),
        [
            (LATE, gettext_lazy("Should have begun")),
            (TODAY, gettext_lazy("Today")),
            (THIS_WEEK, gettext_lazy("This week")),
            (NEXT_WEEK, gettext_lazy("Next week")),
        ],
        gettext_lazy("Any start"),
    )
    technician = RecordField(
        gettext_lazy("Technician"),
        gettext_lazy("Any technician"),
        lambda person: technicians(),
    )
    company = RecordField(gettext_lazy("Company"))
    branch = RecordField(gettext_lazy("Branch"))
    equipment = RecordField(gettext_lazy("Instrument"))

    def clean_technician(self) -> int | None:
        return self.known("technician", lambda _person: technicians())

    def clean_company(self) -> int | None:
        return self.known("company", Company.objects.visible_to)

    def clean_branch(self) -> int | None:
        return self.known("branch", Branch.objects.visible_to)

    def clean_equipment(self) -> int | None:
        pk: int | None = self.cleaned_data["equipment"]
        if pk is None:
            return None
        found = Equipment.objects.visible_to(self.user).filter(pk=pk).values("code").first()
        if found is None:
            raise ValidationError(_("There is no such record."))
        self.found["equipment"] = {"name": found["code"]}
        return pk

    def restrict(self, rows: Any) -> Any:
        wanted = self.cleaned_data
        conditions = self.equal("priority")
        for name in ("technician", "company", "branch"):
            if wanted[name]:
                conditions.append(Q((f"{name}_id", wanted[name])))
        if wanted["equipment"]:
            items = JobItem.objects.visible_to(self.user).active()
            of_it = items.filter(equipment_id=wanted["equipment"])
            conditions.append(Q(pk__in=of_it.values("job_id")))
        if wanted["status"] == OPEN:
            rows = rows.open()
        elif wanted["status"]:
            conditions.append(Q(status=wanted["status"]))
        return _starting(rows.filter(*conditions), wanted["start"])


class PortalJobFilters(FilterForm):
    """A client's own: their company is their scope."""

    placeholder = gettext_lazy("Number or title")

    status = PickField(
        gettext_lazy("Status"),
        [
            (BOOKED_NOW, gettext_lazy("Booked")),
            (OPEN, gettext_lazy("Open")),
            (OVER, gettext_lazy("Done")),
        ],
        gettext_lazy("Any status"),
    )
    branch = RecordField(
        gettext_lazy("Branch"),
        gettext_lazy("Any branch"),
        lambda person: Branch.objects.visible_to(person).active(),
    )

    def clean_branch(self) -> int | None:
        return self.known("branch", Branch.objects.visible_to)

    def restrict(self, rows: Any) -> Any:
        branch, status = self.cleaned_data["branch"], self.cleaned_data["status"]
        if branch:
            rows = rows.filter(branch_id=branch)
        if status == BOOKED_NOW:
            return rows.booked()
        if status == OPEN:
            return rows.open()
        return rows.done() if status else rows


class PortalRequestFilters(OwnSearch):
    placeholder = gettext_lazy("What you wrote")

    branch = RecordField(
        gettext_lazy("Branch"),
        gettext_lazy("Any branch"),
        lambda person: Branch.objects.visible_to(person).active(),
    )

    state = PickField(
        gettext_lazy("State"),
        [(name, label) for name, (label, _rows) in BY_PROGRESS.items()],
        gettext_lazy("Any state"),
    )

    def clean_branch(self) -> int | None:
        return self.known("branch", Branch.objects.visible_to)

    def restrict(self, rows: Any) -> Any:
        rows, state = rows.filter(*self.equal("branch")), self.cleaned_data["state"]
        return rows.filter(BY_PROGRESS[state][1]) if state else rows

    def search(self, rows: Any) -> Any:
        return rows.matching(self.cleaned_data["q"])


def _starting(rows: Any, when: str) -> Any:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    if when == LATE:
        return rows.late()
    if when == TODAY:
        return rows.starting_within(today, 1)
    if when == THIS_WEEK:
        return rows.starting_within(monday, 7)
    return rows.starting_within(monday + timedelta(days=7), 7) if when else rows


class StandardFilters(FilterForm):
    placeholder = gettext_lazy("Code, name, maker, model or serial")

    status = PickField(gettext_lazy("Status"), StandardStatus.choices, gettext_lazy("Any status"))
    use = PickField(
        gettext_lazy("Use"),
        [(USABLE, gettext_lazy("May be used today")), (REFUSED, gettext_lazy("Failed or expired"))],
        gettext_lazy("Whether used or not"),
    )
    category = WordField(gettext_lazy("Category"), gettext_lazy("Any category"))
    is_active = StateField()

    def restrict(self, rows: Any) -> Any:
        today, use = timezone.localdate(), self.cleaned_data["use"]
        if use:
            rows = rows.usable_on(today) if use == USABLE else rows.refused_on(today)
        return rows.filter(self.of_state(), *self.equal("status", "category"))


class MomentInput(forms.DateTimeInput):
    """Day and time in the browser's own way; in the zone of whoever looks."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__({"step": "300"}, format="%Y-%m-%dT%H:%M")


class MoveForm(forms.Form):
    """A move that asks for nothing."""

    def __init__(self, data: Any = None, *, job: Job, initial: Any = None) -> None:
        self.job = job
        super().__init__(data, initial=initial)


class ScheduleForm(MoveForm):
    """Who goes and when; without a time the job is only assigned."""

    technician = forms.TypedChoiceField(
        label=gettext_lazy("Technician"), coerce=int, empty_value=None, required=False
    )
    starts_at = forms.DateTimeField(label=gettext_lazy("Start"), required=False, widget=MomentInput)
    ends_at = forms.DateTimeField(label=gettext_lazy("End"), required=False, widget=MomentInput)

    def __init__(self, data: Any = None, *, job: Job) -> None:
        now = {name: getattr(job, name) for name in ("starts_at", "ends_at")}
        super().__init__(data, job=job, initial={**now, "technician": job.technician_id})
        people = technicians().order_by("name", "pk").values_list("pk", "name")
        field: Any = self.fields["technician"]
        field.choices = [("", _("Nobody yet")), *people]

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        starts, ends = found.get("starts_at"), found.get("ends_at")
        if (starts is None) != (ends is None) and not self.errors:
            self.add_error("ends_at" if ends is None else "starts_at",
                           _("Give a start and an end, or neither."))  # fmt: skip
        elif starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end comes after the start."))
        elif starts and not found.get("technician") and "technician" not in self.errors:
            self.add_error("technician", _("A job is scheduled with somebody who does it."))
        elif not starts and self.job.status == JobStatus.SCHEDULED and not self.errors:
            self.add_error("starts_at", _("Take the job off the schedule instead."))
        return found


def check_days(form: forms.Form, found: dict[str, Any]) -> None:
    """Of a period that a client wishes for."""
    first, last = found.get("wanted_from"), found.get("wanted_to")
    if last and not first and "wanted_from" not in form.errors:
        form.add_error("wanted_from", _("Say from which day on."))
    elif first and last and last < first:
        form.add_error("wanted_to", _("The last day is not before the first."))
    elif first and first < timezone.localdate():
        form.add_error("wanted_from", _("This day is past."))


class OtherDateForm(forms.Form):
    """When a client would rather have us."""

    wanted_from = DayField(label=gettext_lazy("From"), required=False)
    wanted_to = DayField(label=gettext_lazy("To"), required=False)
    text = TextField(label=gettext_lazy("What we should know"), required=False)

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        check_days(self, found)
        if not self.errors and not found.get("wanted_from") and not found.get("text"):
            self.add_error("wanted_from", _("Say from which day on, or write what suits you."))
        return found


class DateKeptForm(forms.Form):
    reason = TextField(
        label=gettext_lazy("Why the date stays"), help_text=gettext_lazy("The client reads this.")
    )


class RequestForm(forms.Form):
    """What a client asks for, beside the instruments."""

    place = forms.ChoiceField(
        label=gettext_lazy("Where"), choices=ServicePlace.choices, widget=forms.RadioSelect
    )
    wanted_from = DayField(label=gettext_lazy("From"), required=False)
    wanted_to = DayField(label=gettext_lazy("To"), required=False)
    contact = LineField(
        label=gettext_lazy("Whom to ask"),
        required=False,
        help_text=gettext_lazy("A name, and a telephone number or an e-mail address."),
    )
    text = TextField(label=gettext_lazy("What we should know"), required=False)

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        check_days(self, found)
        return found


class CancelForm(MoveForm):
    cancel_reason = TextField(
        label=gettext_lazy("Reason"), help_text=gettext_lazy("The client reads this.")
    )


class InvoiceForm(MoveForm):
    invoice_number = LineField(label=gettext_lazy("Invoice number"), required=False)


# What a field showed goes along with what was typed.
SHOWN: Any = {"show_hidden_initial": True}


class GoodsForm(forms.Form):
    """Where one instrument is: when it came, how, on which shelf, and when it went back.

    Each field carries what it showed, so that only what somebody typed is written.
    """

    received_on = DayField(label=gettext_lazy("Received"), required=False, **SHOWN)
    received_condition = LineField(label=gettext_lazy("Condition"), required=False, **SHOWN)
    shelf = LineField(label=gettext_lazy("Shelf"), required=False, **SHOWN)
    returned_on = DayField(label=gettext_lazy("Returned"), required=False, **SHOWN)

    def __init__(self, data: Any = None, *, item: JobItem) -> None:
        self.item = item
        now = {name: getattr(item, name) for name in self.base_fields}
        super().__init__(data, prefix=str(item.pk), initial=now, use_required_attribute=False)

    @property
    def was_sent(self) -> bool:
        return any(self[name].html_name in self.data for name in self.base_fields)

    def changes(self) -> dict[str, Any]:
        """What somebody typed; what stands there otherwise may be newer than the page."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        for name in self.base_fields:
            if name not in self.changed_data:
                found[name] = getattr(self.item, name)
            elif name in found and self._is_newer(name, found[name]):
                self._show_newer(name)
        received, returned = found.get("received_on"), found.get("returned_on")
        others = any(found.get(name) for name in ("received_condition", "shelf", "returned_on"))
        if others and not received and "received_on" not in self.errors:
            self.add_error("received_on", _("Say when it was received."))
        elif received and returned and returned < received:
            self.add_error("returned_on", _("It was returned before it was received."))
        return found

    def _is_newer(self, name: str, typed: Any) -> bool:
        """Whether somebody has noted something else there since this page was opened."""
        shown, now = self._shown(name), getattr(self.item, name)
        return now not in (shown, typed)

    def _shown(self, name: str) -> Any:
        try:
            return self.fields[name].to_python(self.data.get(self[name].html_initial_name) or "")
        except ValidationError:
            return None

    def _show_newer(self, name: str) -> None:
        """Once: who saves again has seen it."""
        now, sent = getattr(self.item, name), QueryDict(mutable=True)
        sent.update(self.data)
        sent[self[name].html_initial_name] = "" if now is None else str(now)
        self.data = sent
        said = _("Somebody has noted “%s” here meanwhile. Save again to put yours in its place.")
        self.add_error(name, said % (now or _("nothing")))
