"""How long the outbox keeps what is done."""

from realsync.watch.retention import Rows

RETENTION = (
    Rows(
        "outbox",
        "What was done; a week shows when a mail left.",
        7,
        "outbox",
        "done_at",
    ),
    Rows(
        "idempotency_keys",
        "A form that is sent again later than this is a new one.",
        3,
        "idempotency_keys",
        "created_at",
    ),
)
