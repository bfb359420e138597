import os
from argparse import ArgumentParser
from typing import Any

import environ
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from realsync.watch.retention import Done, purge, rules


class Command(BaseCommand):
    help = "Deletes what has been kept long enough (the beat does so each night)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="name", help="these only")
        parser.add_argument("--dry-run", action="store_true", help="count, and delete nothing")

    def handle(self, *, names: list[str], dry_run: bool, **options: Any) -> None:
        unknown = sorted(set(names) - rules().keys())
        if unknown:
            raise CommandError(f"Unknown: {', '.join(unknown)}. Known: {', '.join(rules())}.")
        _sign_in_as_worker()
        width = max(map(len, rules()))
        done = "would go" if dry_run else "gone"
        self.stdout.write(f"{'what':{width}} {'days':>5} {done:>9}  why")
        for each in purge(names, dry=dry_run):
            self._show(each, width)

    def _show(self, done: Done, width: int) -> None:
        line = f"{done.name:{width}} {done.days:>5} {done.count:>9,}  {done.reason}"
        self.stdout.write(line)


def _sign_in_as_worker() -> None:
    """Beside `make run` a command is the web, which may delete nothing."""
    address = os.environ.get("DATABASE_WORKER_URL")
    if not address:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    login = environ.Env.db_url_config(address)
    connection.close()
    connection.settings_dict.update({part: login[part] for part in ("USER", "PASSWORD")})
