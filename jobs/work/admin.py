"""Jobs, for operators. A state is moved on the job's page: there its rules are."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from jobs.work.models import Job, JobGrant, JobItem
from realsync.admin_site.records import (
    KEPT,
    LinesOnlyAdmin,
    PartOfRecord,
    ReadOnlyAdmin,
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
