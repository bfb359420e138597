"""How long we can show what a client was told."""

from realsync.watch.retention import Rows

YEARS = 3
DAYS = YEARS * 365
REASON = "Which notices of due dates a client got: longer than any interval but a few."
RETENTION = (
    Rows(
        "recall_items",
        REASON,
        DAYS,
        "recall_items",
        "(SELECT m.created_at FROM recall_mails m WHERE m.id = recall_items.mail_id)",
    ),
    Rows(
        "recall_mails",
        REASON,
        DAYS,
        "recall_mails",
        "created_at",
        condition="NOT EXISTS (SELECT FROM recall_items i WHERE i.mail_id = recall_mails.id)",
    ),
)
