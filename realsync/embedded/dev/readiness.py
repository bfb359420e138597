import time
import urllib.error
import urllib.request

from realsync.embedded.dev import stopping
from realsync.embedded.dev.children import Child
from realsync.embedded.dev.environment import address
from realsync.embedded.dev.logs import last_words, log_of
from realsync.embedded.problems import Problem

PATIENCE_SECONDS = 60.0


def wait_until_ready(web: Child) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _is_alive():
        log = log_of(web.name)
        if web.process.poll() is not None:
            raise Problem(f"The web did not start: {last_words(log)} (see {log}).")
        if time.monotonic() > deadline:
            raise Problem(f"The web does not answer at {address()}healthz (see {log}).")
        stopping.pause()


def _is_alive() -> bool:
    try:
        with urllib.request.urlopen(f"{address()}healthz", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
