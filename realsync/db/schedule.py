"""The beat's part of freshness."""

# Each page reads all marks: a few hundred are nothing, a million would be felt.
SCHEDULE = {
    "freshness: add up the marks of what was written": {
        "task": "freshness.add_up",
        "schedule": 10.0,
        "options": {"queue": "refresh", "expires": 30},
    },
}
