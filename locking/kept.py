"""How long what was typed and who held what is kept."""

from realsync.watch.retention import Rows

RETENTION = (
    Rows(
        "locks",
        "An expired lock still tells its page what has happened; a day later nobody asks.",
        1,
        "record_locks",
        "expires_at",
    ),
    Rows(
        "drafts",
        "What was typed and not saved is offered again for a month.",
        30,
        "drafts",
        "saved_at",
    ),
)
