"""How long what only an undo needs is kept, and files that nothing needs."""

from companies.documents.sweep import sweep
from companies.models.merge import UNDOABLE_FOR
from realsync.watch.retention import Files, Rows

RETENTION = (
    Rows(
        "merges",
        "What it takes to undo a merge, once that is over; that there was one stays.",
        UNDOABLE_FOR.days,
        "merges",
        "created_at",
        condition="moved <> '{}'",
        change="UPDATE merges SET moved = '{}'",
    ),
    Files("documents", "Files whose row was never written.", sweep),
)
