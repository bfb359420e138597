"""The beat's part of the dashboards: often in business hours, seldom otherwise.

The schedule is static and looks every minute; what is due say the settings `business_hours`,
`laboratory_time_zone` and `views_every_minutes`. A second beat finds the views fresh.
"""

SCHEDULE = {
    "dashboards: refresh the views that are due": {
        "task": "dashboards.refresh_due",
        "schedule": 60.0,
        "options": {"queue": "refresh", "expires": 50},
    },
    "operations: a sample, and the alerts that follow from it": {
        "task": "operations.watch",
        "schedule": 60.0,
        "options": {"queue": "refresh", "expires": 50},
    },
}
