"""The beat's part of work."""

from celery.schedules import crontab

SCHEDULE = {
    # The first of a day writes the digests; the others catch up where the worker was away, and
    # note what could not be delivered.
    "recalls: tell contacts what falls due": {
        "task": "recalls.tell",
        "schedule": crontab(minute="25", hour="7-16", day_of_week="mon-fri"),
        "options": {"queue": "refresh"},
    },
}
