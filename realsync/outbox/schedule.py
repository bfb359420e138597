"""The beat's part of the outbox. A second beat does no harm: sweepers never share a row."""

# On `refresh`, where a crowd of mails on `quick` cannot delay it. While no worker runs,
# sweeps pile up; those older than 30 s are dropped unread.
SCHEDULE = {
    "outbox: send what is due": {
        "task": "outbox.sweep",
        "schedule": 1.0,
        "options": {"queue": "refresh", "expires": 30},
    },
}
