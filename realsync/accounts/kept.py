"""How long what people leave behind at the door is kept."""

from realsync.watch.retention import Rows

RETENTION = (
    Rows(
        "sessions",
        "Ended by themselves; for a day one may still see that it was one's own.",
        1,
        "sessions",
        "expire_date",
    ),
    Rows(
        "sign_in_counters",
        "Counts of attempts; over in minutes.",
        1,
        "cache_entries",
        "expires",
    ),
    Rows(
        "invitations",
        "Never accepted; for a quarter the page of the person says that there was one.",
        90,
        "invitations",
        "expires_at",
    ),
)
