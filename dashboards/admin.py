"""The views of the dashboards, for operators: how old each is, and a way to refresh it."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dashboards.actions.refresh import ask_for_refresh
from realsync.admin_site.records import ReadOnlyAdmin
from realsync.db.models import ViewHealth


@admin.register(ViewHealth)
class ViewHealthAdmin(ReadOnlyAdmin):
    list_display = ("name", "refreshed_at", "duration_ms", "rows", "failed_at", "error")
    fields = list_display
    ordering = ("name",)
    actions = ("refresh",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return ViewHealth.objects.order_by(*self.ordering)

    @admin.action(description=_("Refresh"))
    def refresh(self, request: HttpRequest, queryset: Any) -> None:
        names = [view.name for view in queryset]
        ask_for_refresh(names)
        messages.success(request, str(_("The views are being refreshed.")))
