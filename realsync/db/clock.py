from django.db.models import DateTimeField, Func


class ClockTimestamp(Func):
    """The database's clock as it runs on; `now()` stands still within a transaction."""

    function = "clock_timestamp"
    output_field = DateTimeField()
