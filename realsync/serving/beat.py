"""The beat's schedule in memory, with a sign of life that `python -m realsync.serving.beat` reads.

Celery's usual scheduler keeps a file that two beats would fight for.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from celery.beat import Scheduler

SIGN = Path(tempfile.gettempdir()) / f"realsync-beat-{os.getuid()}"
FRESH_SECONDS = 30


class BeatingScheduler(Scheduler):
    def tick(self) -> float:
        SIGN.touch()
        return float(super().tick())


def is_alive() -> bool:
    return SIGN.exists() and time.time() - SIGN.stat().st_mtime < FRESH_SECONDS


if __name__ == "__main__":
    sys.exit(0 if is_alive() else 1)
