"""How long this app keeps its own."""

import os
import time
from pathlib import Path

from realsync.watch.counters import folder
from realsync.watch.retention import Files, Rows

UNTOUCHED_SECONDS = 7 * 24 * 3600


def _counts_of_the_gone(dry: bool) -> int:
    """A container that was replaced leaves the files of its processes."""
    border = time.time() - UNTOUCHED_SECONDS
    found = [path for path in Path(folder() or os.devnull).glob("*.db") if _written(path) < border]
    for path in found:
        if not dry:
            path.unlink(missing_ok=True)
    return len(found)


def _written(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else time.time()


RETENTION = (
    Rows(
        "samples",
        "/ops/ shows a day; a fortnight lets one compare a week with the one before.",
        14,
        "operations_samples",
        "taken_at",
    ),
    Rows("failures", "An error not seen for so long is mended.", 30, "failures", "last_at"),
    Files(
        "counts",
        "Files of counts that no process has written in for a week.",
        _counts_of_the_gone,
    ),
)
