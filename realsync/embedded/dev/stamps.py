"""What a step was done for, so that the next start skips it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from realsync.embedded.folder import ROOT, var

LOCK = ROOT / "requirements" / "base.lock"


def fingerprint(files: Iterable[Path], *others: str) -> str:
    digest = hashlib.sha256("\0".join(others).encode())
    for path in sorted(files):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def migration_files() -> list[Path]:
    """Ours with their SQL, and the lock, which stands for those of the packages."""
    own = [
        path
        for pattern in ("*/migrations/*.py", "*/sql/*.sql")
        for top in (ROOT, ROOT / "realsync", ROOT / "jobs")
        for path in top.glob(pattern)
    ]
    return [*own, LOCK]


def static_files() -> list[Path]:
    return [path for path in (ROOT / "static").rglob("*") if path.is_file()] + [LOCK]


def is_done(step: str, mark: str) -> bool:
    stamp = _stamp(step)
    return stamp.exists() and stamp.read_text() == mark


def done(step: str, mark: str) -> None:
    _stamp(step).parent.mkdir(exist_ok=True)
    _stamp(step).write_text(mark)


def _stamp(step: str) -> Path:
    return var() / "done" / step
