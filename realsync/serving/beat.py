"""The beat's schedule in memory, with a sign of life that `python -m realsync.serving.beat` reads.

Celery's usual scheduler keeps a file that two beats would fight for.
"""

import sys
import time
from pathlib import Path

from celery.beat import Scheduler

from realsync.embedded.folder import var

FRESH_SECONDS = 30


class BeatingScheduler(Scheduler):
    def tick(self) -> float:
        sign().parent.mkdir(parents=True, exist_ok=True)
        sign().touch()
        return float(super().tick())


def sign() -> Path:
    return var() / "beat"


def is_alive() -> bool:
    return sign().exists() and time.time() - sign().stat().st_mtime < FRESH_SECONDS


if __name__ == "__main__":
    sys.exit(0 if is_alive() else 1)
