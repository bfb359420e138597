"""The beat's part of quotes."""

from celery.schedules import crontab

SCHEDULE = {
    # Hourly, so that a worker that was away over midnight catches up.
    "quotes: expire what nobody answered": {
        "task": "quotes.expire",
        "schedule": crontab(minute="5"),
        "options": {"queue": "refresh"},
    },
}
