"""What each process counts. Where `PROMETHEUS_MULTIPROC_DIR` names a folder, the counts lie there,
in files that all processes share: any can tell for all, and one that dies takes nothing along.
"""

import json
import os
import socket
from pathlib import Path
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Histogram, Summary, values
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector


def folder() -> str:
    """Empty: this process counts for itself."""
    return os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")


def of_process(pid: int | None = None) -> str:
    """Containers that share the folder have the same numbers of processes."""
    return f"{HOST}-{pid or os.getpid()}"


def still_counting() -> None:
    """A file that is written through memory keeps its time: say that this process lives. What is
    not touched for a week is left over (realsync.watch.kept)."""
    global _touched
    if not folder() or monotonic() - _touched < TOUCHED_EVERY_SECONDS:
        return
    _touched = monotonic()
    for path in Path(folder()).glob(f"*_{of_process()}.db"):
        os.utime(path)


HOST = socket.gethostname().replace("_", "-")
TOUCHED_EVERY_SECONDS = 3600.0
_touched = monotonic()

if folder():
    os.makedirs(folder(), exist_ok=True)
    values.ValueClass = values.MultiProcessValue(of_process)  # type: ignore[no-untyped-call]

OWN = CollectorRegistry()
# Seconds; 0.2 is what we aim at, 0.5 what nobody should wait.
STEPS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 5, 10)

REQUESTS = Histogram(
    "realsync_request_seconds",
    "From a request's arrival to its answer, by view and method",
    ["view", "method"],
    buckets=STEPS,
    registry=OWN,
)
ANSWERS = Counter("realsync_answers", "Requests answered, by status", ["status"], registry=OWN)
BEGUN = Counter("realsync_requests_begun", "Requests that arrived whole", registry=OWN)
LOST = Counter("realsync_requests_lost", "Requests that got no answer at all", registry=OWN)
STATEMENTS = Counter("realsync_sql_statements", "Statements run for requests", registry=OWN)
STATEMENT_SECONDS = Counter("realsync_sql_seconds", "Time they took", registry=OWN)
# What browsers say of the pages and parts that people opened: `fresh` and `stale` they had kept.
OPENED = Counter("realsync_pages_opened", "By what browsers had kept", ["kept"], registry=OWN)
TASKS = Counter("realsync_tasks", "Work of the worker", ["task", "result"], registry=OWN)
TASK_SECONDS = Summary("realsync_task_seconds", "Time it took", ["task"], registry=OWN)
SENT = Counter("realsync_beat_sent", "What the beat has sent", ["task"], registry=OWN)


def all_counts() -> CollectorRegistry:
    """Of all processes that share the folder."""
    if not folder():
        return OWN
    registry = CollectorRegistry()
    MultiProcessCollector(registry, folder())  # type: ignore[no-untyped-call]
    return registry


def count_lost_with(pid: int) -> None:
    """A process of the web has ended: what it had begun and not answered is lost."""
    path = Path(folder()) / f"counter_{of_process(pid)}.db"
    if not folder() or not path.exists():
        return
    counts = MmapedDict(str(path))  # type: ignore[no-untyped-call]
    try:
        sums: dict[str, float] = {}
        keys: dict[str, str] = {}
        for key, value, _at in counts.read_all_values():  # type: ignore[no-untyped-call]
            name = json.loads(key)[1]
            sums[name] = sums.get(name, 0.0) + value
            keys[name] = key
        lost = sums.get("realsync_requests_lost_total", 0.0)
        known = sums.get("realsync_answers_total", 0.0) + lost
        missing = max(0.0, sums.get("realsync_requests_begun_total", 0.0) - known)
        counts.write_value(keys["realsync_requests_lost_total"], lost + missing, 0.0)  # type: ignore[no-untyped-call]
    finally:
        counts.close()  # type: ignore[no-untyped-call]
