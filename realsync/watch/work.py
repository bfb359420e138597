"""Work in the background: what became of it is counted and said in one line of the log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, time

from realsync.watch import counters
from realsync.watch.failures import note_failure
from realsync.watch.signs import show_sign

# A sign every so often is enough; a process shows its own.
SIGN_SECONDS = 15.0
log = logging.getLogger("realsync.work")
_shown = 0.0


@contextmanager
def working(task: str, *, level: int = logging.INFO) -> Iterator[None]:
    began, result = perf_counter(), "failed"
    try:
        yield
        result = "done"
    except Exception as error:
        note_failure(error, doing=task)
        raise
    finally:
        seconds = perf_counter() - began
        counters.TASKS.labels(task, result).inc()
        counters.TASK_SECONDS.labels(task).observe(seconds)
        counters.still_counting()
        facts = {"task": task, "result": result, "ms": round(1000 * seconds, 1)}
        log.log(level if result == "done" else logging.INFO, "work", extra={"facts": facts})
        _show_sign()


def _show_sign() -> None:
    global _shown
    if time() - _shown >= SIGN_SECONDS and show_sign("worker"):
        _shown = time()
