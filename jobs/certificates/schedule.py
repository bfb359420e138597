"""The beat's part of certificates."""

from celery.schedules import crontab

SCHEDULE = {
    "packs: drop files whose time is over": {
        "task": "packs.sweep",
        "schedule": crontab(minute="25"),
        "options": {"queue": "refresh"},
    },
}
