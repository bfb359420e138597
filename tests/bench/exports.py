"""Exports of 300,000 instruments: `manage.py with_servers -- python -m tests.bench.exports`.

On the bench's own data (`make bench` loads it). The worker's part runs in a process of its own for
each format, so that its memory is its own; what came of it is counted past all of our code.
"""

import argparse
import csv
import json
import os
import sys
import zipfile
from pathlib import Path
from subprocess import PIPE, run
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import django

from demo.volumes import SCALES

ROLE, PAGE = "admin", "equipment:list"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=SCALES, default=os.environ.get("SCALE") or "full")
    parser.add_argument("--sort", default="next_due_on")
    arguments = parser.parse_args()
    from tests.bench.data import prepare

    rows = prepare(arguments.scale)
    with TemporaryDirectory() as folder:
        os.environ["FILES_OPTIONS"] = json.dumps({"location": folder})
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
        django.setup()
        for kind in ("csv", "xlsx"):
            _measure(kind, arguments.sort, rows, Path(folder))


def _measure(kind: str, sort: str, rows: int, folder: Path) -> None:
    from realsync.exports.models import Export

    begin = perf_counter()
    _ask(kind, sort)
    asked = perf_counter() - begin
    told = _build()
    export = Export.objects.using("owner").latest("pk")
    portions = told["portions"]
    sys.stdout.write(
        f"{kind}: {export.rows:,} rows x {len(export.columns)} columns, {export.state},"
        f" {export.size_bytes / 1e6:.1f} MB; asked for in {asked * 1000:.0f} ms, made in"
        f" {sum(portions):.1f} s in {len(portions)} portions, the longest {max(portions):.1f} s;"
        f" the worker's peak {told['peak_mb']:.0f} MB ({told['before_mb']:.0f} MB before);"
        f" rows in the file {_rows_in(folder / export.file):,} of {rows:,} instruments;"
        f" load {os.getloadavg()[0]:.1f}\n"
    )


def _ask(kind: str, sort: str) -> None:
    from realsync.accounts.models import User
    from realsync.db.scope import as_user
    from realsync.exports.actions import request_export
    from realsync.exports.doors import door_of
    from realsync.exports.wanted import wanted_by

    listing = door_of(PAGE).listing
    by = User.objects.filter(role=ROLE, is_active=True).order_by("pk")[0]
    columns, asked = list(listing.table.base_columns), f"sort={sort}&is_active=all&view=all"
    with as_user(by):
        request_export(wanted=wanted_by(by, listing, asked, columns, kind), by=by)


def _build() -> Any:
    environment = {**os.environ, "DATABASE_URL": os.environ["DATABASE_WORKER_URL"]}
    environment.pop("DATABASE_OWNER_URL", None)
    command = [sys.executable, "-m", "tests.bench.outbox_worker", "build_export"]
    return json.loads(run(command, env=environment, check=True, stdout=PIPE, text=True).stdout)


def _rows_in(file: Path) -> int:
    """Below the heads."""
    if file.suffix == ".csv":
        with file.open(newline="", encoding="utf-8-sig") as text:
            return sum(1 for _line in csv.reader(text)) - 1
    with zipfile.ZipFile(file) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
        return sum(piece.count(b"</row>") for piece in sheet) - 1


if __name__ == "__main__":
    main()
