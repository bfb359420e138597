"""How long it is known who had a list as a file; the log knows longer. Files go each hour, too."""

from realsync.exports.sweep import sweep
from realsync.watch.retention import Files, Rows

RETENTION = (
    Rows(
        "exports",
        "What was exported, for the page of exports; the log keeps that it was.",
        30,
        "exports",
        "settled_at",
        condition="settled_at IS NOT NULL",
    ),
    Files("export_files", "Files of exports whose time is over.", sweep),
)
