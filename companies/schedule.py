"""The beat's part of documents."""

from celery.schedules import crontab

SCHEDULE = {
    "documents: drop files that no row names": {
        "task": "documents.sweep",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"queue": "refresh"},
    },
}
