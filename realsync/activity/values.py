"""A changed value as people read it: choices, days, money and lists in words."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

EMPTY: tuple[Any, ...] = (None, "", [], {})
MONEY_PLACES = 2


def in_words(column: "models.Field[Any, Any] | None", value: Any) -> str:
    """Empty for no value."""
    if value in EMPTY and value is not False:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        base = column.base_field if isinstance(column, ArrayField) else None
        return ", ".join(in_words(base, each) for each in value)
    if isinstance(value, dict):
        return "\n".join(f"{label(name)}: {in_words(None, each)}" for name, each in value.items())
    if column is not None and column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return _of_type(column, value)


def label(name: str) -> str:
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def _of_type(column: Any, value: Any) -> str:
    if isinstance(column, models.DateTimeField):
        return _moment(value)
    if isinstance(column, models.DateField):
        return _day(value)
    if isinstance(column, models.DecimalField) and column.decimal_places == MONEY_PLACES:
        return _money(value)
    return str(value)


def _day(value: Any) -> str:
    try:
        day = value if isinstance(value, date) else parse_date(str(value))
    except ValueError:
        day = None
    return date_format(day, "j M Y") if day else str(value)


def _moment(value: Any) -> str:
    try:
        moment = value if isinstance(value, datetime) else parse_datetime(str(value))
    except ValueError:
        moment = None
    if moment is None:
        return str(value)
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return date_format(local, "j M Y, H:i")


def _money(value: Any) -> str:
    try:
        return number_format(Decimal(str(value)), MONEY_PLACES, force_grouping=True)
    except InvalidOperation:
        return str(value)
