"""What the processes say, in one file each below var/log; begun anew by every start."""

import re
from pathlib import Path

from realsync.embedded.folder import var

ERROR = re.compile(r"[\w.]*(Error|Exception)\b")


def folder() -> Path:
    made = var() / "log"
    made.mkdir(exist_ok=True)
    return made


def log_of(name: str) -> Path:
    return folder() / f"{name}.log"


def last_words(path: Path) -> str:
    """The line that names the error, else the last one."""
    lines = path.read_text(errors="replace").strip().splitlines() or ["it said nothing"]
    return next((line for line in reversed(lines) if ERROR.match(line)), lines[-1]).strip()
