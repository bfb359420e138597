"""<var>/dev.env: the addresses of the servers that `make run` started, for commands by hand."""

import os
from pathlib import Path

from realsync.embedded.folder import var
from realsync.embedded.given import DATABASE_NAMES


def dev_env() -> Path:
    return var() / "dev.env"


def write(environment: dict[str, str]) -> None:
    path = dev_env()
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text("".join(f"{name}={value}\n" for name, value in environment.items()))


def load_dev_environment() -> None:
    """Not beside a given database: its owner's address and ours must never mix."""
    given = any(os.environ.get(name) for name in DATABASE_NAMES)
    if given or not os.access(dev_env(), os.R_OK):
        return
    for line in dev_env().read_text().splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)


def remove() -> None:
    dev_env().unlink(missing_ok=True)


def running_at() -> str:
    """Where, as the end of a sentence; empty while that is not known."""
    if not os.access(dev_env(), os.R_OK):
        return ""
    told = dict(line.partition("=")[::2] for line in dev_env().read_text().splitlines())
    return f" at http://{told['BIND']}:{told['PORT']}/"
