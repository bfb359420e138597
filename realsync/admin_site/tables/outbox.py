"""Work that waits, and work that was given up. What it says (`args`) no scope may read."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from realsync.activity.record import record
from realsync.admin_site.records import ReadOnlyAdmin
from realsync.outbox.models import OutboxRow


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("waiting", _("Waiting")), ("dead", _("Given up")), ("done", _("Done"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        states: dict[str, dict[str, Any]] = {
            "waiting": {"done_at": None, "available_at__isnull": False},
            "dead": {"done_at": None, "available_at": None},
            "done": {"done_at__isnull": False},
        }
        return queryset.filter(**states.get(self.value() or "", {}))


@admin.register(OutboxRow)
class OutboxAdmin(ReadOnlyAdmin):
    list_display = ("id", "task", "queue", "state", "attempts", "created_at", "available_at")
    fields = ("id", "task", "queue", "state", "attempts", "created_at", "available_at", "sent_at",
              "done_at", "company_id", "error")  # fmt: skip
    readonly_fields = ("state",)
    list_filter = (StateFilter,)
    actions = ("send_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # No row is below a company's page, and `args` is granted to nobody here.
        return OutboxRow.objects.defer("args").order_by(*self.ordering)

    @admin.display(description=_("state"))
    def state(self, row: OutboxRow) -> str:
        if row.done_at:
            return str(_("Done"))
        return str(_("Waiting") if row.available_at else _("Given up"))

    @admin.action(description=_("Send again what was given up"))
    def send_again(self, request: HttpRequest, queryset: Any) -> None:
        """The database lets no other row be touched: see outbox/sql/0003_operators.sql."""
        rows = list(queryset.dead().order_by())
        for row in rows:
            OutboxRow.objects.filter(pk=row.pk).update(available_at=Now(), attempts=0)
            record(by=request.user, verb="outboxrow.sent_again", entity=row)  # type: ignore[arg-type]
        told = ngettext("%d row is sent again.", "%d rows are sent again.", len(rows)) % len(rows)
        messages.success(request, told) if rows else messages.warning(
            request, str(_("Nothing was chosen that had been given up."))
        )
