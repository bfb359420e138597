"""The beat's part of the outbox. A second beat does no harm: sweepers never share a row."""

from celery.schedules import crontab

# On `refresh`, where a crowd of mails on `quick` cannot delay it. While no worker runs,
# sweeps pile up; those older than 30 s are dropped unread.
SCHEDULE = {
    "outbox: send what is due": {
        "task": "outbox.sweep",
        "schedule": 1.0,
        "options": {"queue": "refresh", "expires": 30},
    },
    "outbox: drop what was done a week ago": {
        "task": "outbox.purge",
        "schedule": crontab(hour="3", minute="10"),
        "options": {"queue": "refresh"},
    },
}
