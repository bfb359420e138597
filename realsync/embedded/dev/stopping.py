"""Ctrl-C and its kin ask; the work looks between two steps, so that no step is left half done."""

import signal
import time
from types import FrameType

POLL_SECONDS = 0.1
asked = False


class Stopped(Exception):
    """Somebody asked us to stop."""


def listen() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ask)


def _ask(number: int, frame: FrameType | None) -> None:
    global asked
    asked = True


def check() -> None:
    if asked:
        raise Stopped


def pause(seconds: float = POLL_SECONDS) -> None:
    time.sleep(seconds)
    check()
