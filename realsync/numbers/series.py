"""Gapless numbers of quotes, jobs and certificates: one counter row per series and day."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.transaction import TransactionManagementError

from realsync.db.settings import setting_value

# COUNT(*) + 1 gave duplicates in 7 of 8 concurrent cases. This one statement keeps the counter
# row locked until the transaction ends, so that a rollback gives its number back.
DRAW = """
INSERT INTO number_series AS counter (series, day, last)
VALUES (%s, (coalesce(%s, clock_timestamp()) AT TIME ZONE %s)::date, 1)
ON CONFLICT (series, day) DO UPDATE SET last = counter.last + 1
RETURNING day, last
"""


def next_number(series: str, *, now: datetime | None = None) -> str:
    """`QTE-20261123-0001`, by the day in the laboratory's time zone; draw it last.

    Whoever draws from the same series waits until this transaction has ended.
    Raises TransactionManagementError outside a transaction: the number would be lost there.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A number is drawn in the transaction that uses it.")
    zone = setting_value("laboratory_time_zone", settings.TIME_ZONE)
    with connection.cursor() as cursor:
        cursor.execute(DRAW, [series, now, zone])
        day, last = cursor.fetchone()
    return f"{series}-{day:%Y%m%d}-{last:04d}"
