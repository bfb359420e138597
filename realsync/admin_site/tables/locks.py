"""Who edits what just now. An edit session is ended on a page of its own, with a reason."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from locking.models import RecordLock
from realsync.accounts.models import NamedPerson
from realsync.admin_site.records import ReadOnlyAdmin


@admin.register(RecordLock)
class RecordLockAdmin(ReadOnlyAdmin):
    list_display = ("record", "holder", "acquired_at", "expires_at", "state", "end")
    fields = ("record", "holder", "acquired_at", "expires_at", "state", "broken_reason", "end")
    readonly_fields = fields
    ordering = ("-acquired_at",)
    linked_by = ("entity_type", "entity_id")

    def get_queryset(self, request: HttpRequest) -> Any:
        names = NamedPerson.objects.filter(pk=OuterRef("user_id")).values("name")
        return super().get_queryset(request).annotate(holder_name=Subquery(names))

    @admin.display(description=_("record"))
    def record(self, lock: RecordLock) -> str:
        return f"{lock.entity_type}:{lock.entity_id}"

    @admin.display(description=_("who"))
    def holder(self, lock: Any) -> Any:
        return lock.holder_name

    @admin.display(description=_("state"))
    def state(self, lock: RecordLock) -> str:
        if lock.broken_by_id:
            return str(_("Ended by an administrator"))
        return str(_("Editing") if lock.expires_at > timezone.now() else _("Expired"))

    @admin.display(description=_("end it"))
    def end(self, lock: RecordLock) -> str:
        if lock.expires_at <= timezone.now():
            return ""
        address = reverse("live:breaking", args=[lock.entity_type, lock.entity_id])
        label = _("End the editing of %(record)s") % {"record": self.record(lock)}
        return format_html('<a href="{}" aria-label="{}">{}</a>', address, label, _("End it…"))
