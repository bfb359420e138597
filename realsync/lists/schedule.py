"""The beat's part of lists."""

from celery.schedules import crontab

SCHEDULE = {
    "lists: drop the anchors of lists where nobody jumps": {
        "task": "lists.sweep_anchors",
        "schedule": crontab(minute="20"),
        "options": {"queue": "refresh"},
    },
    "lists: drop selections that nobody needs any more": {
        "task": "lists.sweep_selections",
        "schedule": crontab(minute="25"),
        "options": {"queue": "refresh"},
    },
}
