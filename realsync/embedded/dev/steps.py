"""What must be true before the web can start: tables, demo data, static files."""

import subprocess
import sys

import psycopg

from realsync.embedded.dev import environment, stamps, stopping
from realsync.embedded.dev.logs import last_words, log_of
from realsync.embedded.dev.saying import say
from realsync.embedded.folder import ROOT, var
from realsync.embedded.problems import Problem
from realsync.embedded.processes import end_group

HAS_DATA = "SELECT EXISTS (SELECT FROM companies) OR EXISTS (SELECT FROM users)"


def prepare(ours: dict[str, str]) -> None:
    _migrate(ours)
    _seed(ours)
    _collect_static(ours)


def _migrate(ours: dict[str, str]) -> None:
    owner = ours["DATABASE_OWNER_URL"]
    mark = stamps.fingerprint(stamps.migration_files(), owner)
    if stamps.is_done("migrate", mark) and _answer(owner, "SELECT to_regclass('users')"):
        return
    say("Making the tables…")
    _manage(ours, "migrate", "--no-input", "--verbosity", "1")
    stamps.done("migrate", mark)


def _seed(ours: dict[str, str]) -> None:
    scale = environment.scale()
    if _answer(ours["DATABASE_OWNER_URL"], HAS_DATA):
        return
    say(f"Loading the demo data ({scale})…")
    _manage(ours, "seed_demo", "--scale", scale, shown=True)


def _collect_static(ours: dict[str, str]) -> None:
    mark = stamps.fingerprint(stamps.static_files())
    if stamps.is_done("static", mark) and (var() / "static" / "staticfiles.json").exists():
        return
    _manage(ours, "collectstatic", "--no-input", "--clear", "--verbosity", "0")
    stamps.done("static", mark)


def _answer(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def _manage(ours: dict[str, str], command: str, *options: str, shown: bool = False) -> None:
    """`shown`: its progress is for the terminal; otherwise for a log."""
    with log_of(command).open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", command, *options],
            cwd=ROOT,
            env=environment.for_command(ours),
            stdin=subprocess.DEVNULL,
            stdout=None if shown else log,
            stderr=None if shown else log,
            start_new_session=True,
        )
        try:
            while process.poll() is None:
                stopping.pause()
        finally:
            end_group(process)
    if process.returncode != 0:
        reason = "" if shown else f": {last_words(log_of(command))}"
        raise Problem(f"`manage.py {command}` failed{reason} (see {log_of(command)}).")
