"""The beat's part of lists."""

from celery.schedules import crontab

SCHEDULE = {
    "lists: drop selections that nobody needs any more": {
        "task": "lists.sweep_selections",
        "schedule": crontab(minute="25"),
        "options": {"queue": "refresh"},
    },
}
