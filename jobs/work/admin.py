"""Jobs and standards, for operators. A state is moved on the job's page: there its rules are."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jobs.work.models import (
    Absence,
    Holiday,
    Job,
    JobGrant,
    JobItem,
    RecallItem,
    RecallMail,
    Standard,
)
from jobs.work.people import technicians
from realsync.admin_site.records import (
    KEPT,
    LinesOnlyAdmin,
    PartOfRecord,
    ReadOnlyAdmin,
    RecordAdmin,
)
from realsync.records.kinds import address_of


class ItemsOfJob(PartOfRecord):
    model = JobItem
    fields = readonly_fields = ("position", "description", "equipment_code", "serial", "quantity",
                                "unit_price", "received_on", "shelf", "returned_on")  # fmt: skip
    may_add = may_change = False
    show_change_link = False


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("number", "title", "company_name", "status", "priority", "starts_at")
    fields = ("number", "title", "status", "priority", "company_name", "starts_at", "ends_at",
              "cancel_reason", "completed_at", "invoiced_at", "invoice_number",
              *KEPT)  # fmt: skip
    list_filter = ("status", "priority")
    linked_by = ("company", "branch", "technician")
    search_fields = ("number", "title", "company_name", "invoice_number")
    search_help_text = _("Every word, anywhere in number, title, company or invoice number.")
    inlines = (ItemsOfJob,)
    view_on_site = staticmethod(address_of)


@admin.register(JobGrant)
class JobGrantAdmin(LinesOnlyAdmin):
    list_display = ("id", "user", "job_number")
    list_select_related = ("user",)
    linked_by = ("user",)

    @admin.display(description=_("job's id"))
    def job_number(self, grant: JobGrant) -> Any:
        return grant.content_object_id


class BesideSchedule(RecordAdmin):
    """Noted beside the schedule mostly; here are those that are over, too."""

    readonly_fields = KEPT
    list_filter = ("is_active",)
    may_delete = True


@admin.register(Absence)
class AbsenceAdmin(BesideSchedule):
    list_display = ("id", "technician", "kind", "first_on", "last_on", "is_active")
    list_select_related = ("technician",)
    fields = ("technician", "kind", "first_on", "last_on", "note", "is_active", "version",
              "created_at", "updated_at")  # fmt: skip
    linked_by = ("technician",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "technician":
            return forms.ModelChoiceField(technicians().order_by("name", "pk"))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Holiday)
class HolidayAdmin(BesideSchedule):
    list_display = ("id", "name", "held_on", "region", "is_active")
    fields = ("name", "held_on", "region", "is_active", "version", "created_at",
              "updated_at")  # fmt: skip


@admin.register(Standard)
class StandardAdmin(RecordAdmin):
    list_display = ("code", "name", "manufacturer", "model", "serial", "status", "due_on",
                    "is_active")  # fmt: skip
    fields = ("code", "name", "manufacturer", "model", "serial", "category",
              "certificate_number", "traceability", "calibrated_on", "due_on", "last_good_on",
              "status", "failed_on", "failure", "is_active", "version", "created_at",
              "updated_at")  # fmt: skip
    readonly_fields = ("code", *KEPT, "status", "failed_on", "failure", "is_active")
    list_filter = ("status", "is_active")
    search_fields = ("code", "name", "manufacturer", "model", "serial", "category")
    search_help_text = _("Every word, anywhere in code, name, maker, model, serial or category.")
    view_on_site = staticmethod(address_of)
    may_delete = True


class ItemsOfRecall(PartOfRecord):
    model = RecallItem
    fields = readonly_fields = ("equipment", "due_on", "stage")
    may_add = may_change = False
    show_change_link = False


@admin.register(RecallMail)
class RecallMailAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "email", "branch", "stage", "instruments", "state")
    list_select_related = ("branch",)
    fields = ("created_at", "company", "branch", "contact", "name", "email", "stage",
              "instruments", "state", "error", "settled_at")  # fmt: skip
    list_filter = ("state",)
    linked_by = ("company", "branch", "contact")
    inlines = (ItemsOfRecall,)
