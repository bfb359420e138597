"""The beat's part of forgetting."""

from celery.schedules import crontab

SCHEDULE = {
    "purge: what has been kept long enough": {
        "task": "watch.purge",
        "schedule": crontab(hour="3", minute="10"),
        "options": {"queue": "refresh"},
    },
}
