"""Tasks, for operators."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from realsync.admin_site.records import KEPT, RecordAdmin
from realsync.records.kinds import address_of
from tasks.models import Task

LINK = ("entity_type", "entity_id", "company")


@admin.register(Task)
class TaskAdmin(RecordAdmin):
    list_display = ("id", "title", "status", "priority", "due_on", "entity_type", "updated_at")
    fields = ("title", "text", "status", "priority", "due_on", "snoozed_until",
              "is_system_generated", *LINK, "completed_at", "version", "created_at",
              "updated_at")  # fmt: skip
    readonly_fields = (*KEPT, *LINK, "is_system_generated", "completed_at")
    list_filter = ("status", "priority")
    linked_by = ("entity_type", "entity_id", "company")
    search_fields = ("title",)
    search_help_text = _("Every word, anywhere in title or text.")
    view_on_site = staticmethod(address_of)
    may_delete = True
