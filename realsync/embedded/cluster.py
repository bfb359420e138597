"""A new PostgreSQL cluster."""

import contextlib
import locale
import os
import shutil
import subprocess
from pathlib import Path

from realsync.embedded.account import Account
from realsync.embedded.problems import Problem

PLAIN = {"PATH": os.defpath, "LANG": "C", "LC_ALL": "C", "TZ": "UTC"}


def initialise(folder: Path, *, programs: Path, account: Account | None, password: str) -> None:
    """Makes `folder`/data. Made beside it first: a start killed half-way leaves no half cluster."""
    folder.mkdir(mode=0o700, exist_ok=True)
    lend(folder, account)
    partly = folder / "data.partly"
    shutil.rmtree(partly, ignore_errors=True)
    secret = _secret(folder / "password", password, account)
    made = subprocess.run(
        _initdb(programs, partly, secret),
        cwd=folder,
        env=PLAIN,
        capture_output=True,
        start_new_session=True,
        check=False,
        **(account.popen() if account else {}),
    )
    secret.unlink()
    if made.returncode != 0:
        lines = (made.stderr or made.stdout).decode(errors="replace").strip().splitlines() or ["?"]
        raise Problem(f"PostgreSQL's initdb failed in {folder}: {lines[-1]}")
    partly.rename(folder / "data")


def _initdb(programs: Path, data: Path, secret: Path) -> list[str]:
    return [
        str(programs / "initdb"),
        *("--pgdata", str(data), "--username", "postgres", "--pwfile", str(secret)),
        *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--lc-ctype", _ctype()),
        *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"),
    ]


def _ctype() -> str:
    """pg_trgm asks the system which characters are letters: in plain C only ASCII ones are."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8"):
            with contextlib.suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def _secret(path: Path, password: str, account: Account | None) -> Path:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(password)
    lend(path, account)
    return path


def lend(path: Path, account: Account | None) -> None:
    if account:
        os.chown(path, account.uid, account.gid)
