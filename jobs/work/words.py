"""When a job is, in the words and the zone of whoever looks."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime


def moment(value: datetime | None) -> str:
    """`Mon 4 Jan 2027, 08:00`; nothing for no time."""
    return date_format(localtime(value), "D j M Y, H:i") if value else ""
