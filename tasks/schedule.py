"""The beat's part of tasks."""

from celery.schedules import crontab

SCHEDULE = {
    # Some minutes after quotes have expired.
    "tasks: ask about quotes that nobody answered": {
        "task": "tasks.follow_up_quotes",
        "schedule": crontab(minute="15"),
        "options": {"queue": "refresh"},
    },
}
