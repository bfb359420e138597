"""The log, as it was written: nobody adds to it by hand, and nothing is taken away."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import NamedPerson
from realsync.activity.models import Activity
from realsync.admin_site.records import ReadOnlyAdmin


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "actor", "verb", "entity", "company_id", "audience")
    fields = ("created_at", "actor", "verb", "entity", "changed", "company_id", "branch_id",
              "audience", "request_id")  # fmt: skip
    readonly_fields = ("actor", "entity", "changed")
    list_filter = ("audience",)
    search_fields = ("verb",)
    search_help_text = _("A record (equipment:42), an action (company.changed) or a request's id.")
    linked_by = ("entity_type", "entity_id", "actor_id", "company_id")

    def get_queryset(self, request: HttpRequest) -> Any:
        names = NamedPerson.objects.filter(pk=OuterRef("actor_id")).values("name")
        return super().get_queryset(request).annotate(actor_name=Subquery(names))

    def find(self, rows: Any, term: str) -> Any:
        """Each way of asking has an index, or stops at the fiftieth row."""
        kind, _colon, number = term.partition(":")
        if number.isascii() and number.isdecimal() and len(number) < 19:
            return rows.filter(entity_type=kind, entity_id=int(number))
        return rows.filter(verb=term)

    @admin.display(description=_("who"))
    def actor(self, entry: Any) -> Any:
        return entry.actor_name

    @admin.display(description=_("record"))
    def entity(self, entry: Activity) -> str:
        return f"{entry.entity_type}:{entry.entity_id}"

    @admin.display(description=_("changes"))
    def changed(self, entry: Activity) -> str:
        lines = [(name, str(pair[0]), str(pair[1])) for name, pair in entry.changes.items()]
        return format_html_join("", "<div>{}: {} → {}</div>", lines)
