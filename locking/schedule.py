"""The beat's part of editing together."""

SCHEDULE = {
    "presence: drop tabs that are not heard of": {
        "task": "locking.sweep_presence",
        "schedule": 300.0,
        "options": {"queue": "refresh"},
    },
}
