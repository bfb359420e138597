"""What operators may change while the application runs."""

import zoneinfo
from datetime import time
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from realsync.activity.record import Changes
from realsync.admin_site.columns import JsonField
from realsync.admin_site.forms import OperatorsForm
from realsync.admin_site.records import RecordAdmin
from realsync.db.models import Setting
from realsync.watch.retention import SETTING, rules


def known_zone(value: Any) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("This is no time zone, such as “Europe/Berlin”."), code="zone")


def business_hours(value: Any) -> None:
    try:
        days, begin, end = value["days"], value["from"], value["until"]
        right = set(days) <= set(range(1, 8)) and time.fromisoformat(begin) < time.fromisoformat(
            end
        )
    except (KeyError, TypeError, ValueError):
        right = False
    if not right:
        example = '{"days": [1, 2, 3, 4, 5], "from": "07:00", "until": "19:00"}'
        raise ValidationError(_("Days from 1 (Monday) to 7 and two times: %s") % example)


def refresh_minutes(value: Any) -> None:
    names = {"business", "otherwise"}
    right = isinstance(value, dict) and value.keys() == names
    if not right or not all(isinstance(each, int) and 1 <= each <= 1440 for each in value.values()):
        example = '{"business": 5, "otherwise": 15}'
        raise ValidationError(_("Minutes, from 1 to 1440: %s") % example)


def place(value: Any) -> None:
    try:
        right = abs(float(value["latitude"])) <= 90 and abs(float(value["longitude"])) <= 180
    except (KeyError, TypeError, ValueError):
        right = False
    if not right:
        example = '{"latitude": 52.52, "longitude": 13.4}'
        raise ValidationError(_("Degrees, as a map shows them: %s") % example)


def days_before(value: Any) -> None:
    right = isinstance(value, list) and 0 < len(value) <= 6
    if not right or not all(isinstance(each, int) and 1 <= each <= 365 for each in value):
        raise ValidationError(_("A list of days, from 1 to 365: %s") % "[90, 60, 30]")


def retention_days(value: Any) -> None:
    """A name that is misspelt would change nothing, and nobody would notice."""
    right = isinstance(value, dict) and value.keys() <= rules().keys()
    if not right or not all(
        isinstance(each, int) and 1 <= each <= 36500 for each in value.values()
    ):
        told = _("Days, from 1 to 36500, by name: %(example)s. Names: %(names)s.")
        example = '{"drafts": 30}'
        raise ValidationError(told % {"example": example, "names": ", ".join(rules())})


# What a value must be, for the settings whose value could stop the work.
RULES = {
    "laboratory_place": place,
    "laboratory_time_zone": known_zone,
    "business_hours": business_hours,
    "working_day": business_hours,
    "views_every_minutes": refresh_minutes,
    "recall_days": days_before,
    SETTING: retention_days,
}


class SettingForm(OperatorsForm):
    name = forms.RegexField(
        r"\A[a-z][a-z0-9_]{0,62}\Z",
        error_messages={"invalid": _("Small letters, digits and underscores.")},
    )
    value = JsonField(
        anything=True, help_text=_("JSON: 30, true, “Europe/Berlin” in double quotes, or a list.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        rule = RULES.get(cleaned.get("name") or self.instance.pk or "")
        if rule and "value" in cleaned:
            try:
                rule(cleaned["value"])
            except ValidationError as error:
                self.add_error("value", error)
        return cleaned


@admin.register(Setting)
class SettingAdmin(RecordAdmin):
    form = SettingForm
    list_display = ("name", "value")
    fields = ("name", "value")
    chosen_once = ("name",)
    ordering = ("name",)

    def _log(self, request: HttpRequest, row: Any, done: str, changes: Changes) -> None:
        """The log knows records by number: settings stand under one, each by its name."""
        value = changes.get("value")
        settings = Setting(pk="0")
        super()._log(request, settings, done, {row.name: value} if value else {})

    def history_view(self, request: HttpRequest, object_id: str, extra: Any = None) -> HttpResponse:
        return HttpResponseRedirect(
            reverse("admin:activity_activity_changelist", query={"q": "setting:0"})
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Setting.objects.order_by("name")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return None  # the form declares both
