"""Advisory file locks: the system frees them when a process dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path) -> Iterator[None]:
    handle = _open(path)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


class Shared:
    """Held by everybody who uses a thing; the last to leave is told so."""

    def __init__(self, path: Path) -> None:
        self.handle = _open(path)
        fcntl.flock(self.handle, fcntl.LOCK_SH)

    def leave(self) -> bool:
        """True for the last one."""
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(self.handle)
        return True


def hold(path: Path) -> int | None:
    """A handle to keep until the end of the process, or None when another process holds it."""
    handle = _open(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
