"""Where the embedded servers keep their files."""

import hashlib
import os
from pathlib import Path

from realsync.embedded.account import Account, unprivileged
from realsync.embedded.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = Path("/var/lib/realsync")


def var() -> Path:
    return Path(os.environ.get("REALSYNC_VAR") or ROOT / "var").absolute()


def make(folder: Path) -> Path:
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o755)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Problem(f"The folder {folder} cannot be written: {error.strerror}.") from error
    return folder


def servers_home() -> Path:
    """Below var; when root runs us and PostgreSQL's account cannot go there, below /var/lib."""
    home = make(var()) / "servers"
    account = unprivileged(home / "postgres")
    if account is None or (home / "postgres").exists() or _reachable(home.parent, account):
        return make(home)
    return make(ELSEWHERE / hashlib.sha256(str(home).encode()).hexdigest()[:16])


def _reachable(folder: Path, account: Account) -> bool:
    return account.run(["test", "-x", str(folder)]).returncode == 0
