"""The beat's part of exports."""

from celery.schedules import crontab

SCHEDULE = {
    "exports: drop files whose time is over": {
        "task": "exports.sweep",
        "schedule": crontab(minute="35"),
        "options": {"queue": "refresh"},
    },
}
