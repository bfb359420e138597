"""The beat's schedule in memory, with a sign of life that `python -m realsync.serving.beat` reads.

Celery's usual scheduler keeps a file that two beats would fight for.
"""

import sys
import time
from pathlib import Path
from typing import Any

from celery.beat import Scheduler
from django.db import DEFAULT_DB_ALIAS, connections

from realsync.embedded.folder import var
from realsync.watch.counters import SENT, still_counting
from realsync.watch.signs import show_sign

FRESH_SECONDS = 30
# In PostgreSQL, for the others to see.
SHOWN_EVERY_SECONDS = 20.0


class BeatingScheduler(Scheduler):
    shown_at = 0.0

    def tick(self) -> float:
        sign().parent.mkdir(parents=True, exist_ok=True)
        sign().touch()
        self._show()
        return float(super().tick())

    def apply_entry(self, entry: Any, producer: Any = None) -> None:
        super().apply_entry(entry, producer)
        SENT.labels(entry.task).inc()

    def _show(self) -> None:
        """On a connection for the moment: a beat needs none of the sixty."""
        if time.monotonic() - self.shown_at < SHOWN_EVERY_SECONDS:
            return
        self.shown_at = time.monotonic()
        show_sign("beat")
        still_counting()
        connections[DEFAULT_DB_ALIAS].close()


def sign() -> Path:
    return var() / "beat"


def is_alive() -> bool:
    return sign().exists() and time.time() - sign().stat().st_mtime < FRESH_SECONDS


if __name__ == "__main__":
    sys.exit(0 if is_alive() else 1)
