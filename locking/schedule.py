"""The beat's part of editing together."""

from celery.schedules import crontab

SCHEDULE = {
    "presence: drop tabs that are not heard of": {
        "task": "locking.sweep_presence",
        "schedule": 300.0,
        "options": {"queue": "refresh"},
    },
    "locks and drafts: drop what nobody needs any more": {
        "task": "locking.sweep",
        "schedule": crontab(hour="3", minute="50"),
        "options": {"queue": "refresh"},
    },
}
