import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, connections
from django.utils import timezone

from demo.digests import digests
from demo.loading import OWNER, NotEmpty, load
from demo.progress import Progress
from demo.volumes import SCALES
from demo.world import World

SEED = 1


class Command(BaseCommand):
    help = "Loads demo data: companies, people, instruments and what happened to them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=sorted(SCALES), default="small")
        parser.add_argument("--seed", type=int, default=SEED, help="same number, same data")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, help="the day that is today in the data"
        )
        parser.add_argument("--replace", action="store_true", help="empty the tables first")
        parser.add_argument("--md5", action="store_true", help="only show rows and MD5 per table")

    def handle(self, **options: Any) -> None:
        if OWNER not in connections:
            raise CommandError("Demo data is loaded as owner: set DATABASE_OWNER_URL.")
        try:
            if options["md5"]:
                self._show_digests()
            else:
                self._load(**options)
        except NotEmpty:
            raise CommandError(
                "The database already has companies or accounts; --replace deletes them first."
            ) from None
        except ProgrammingError as error:
            raise CommandError(f"Run `manage.py migrate` first: {error}") from error
        except OperationalError as error:
            raise CommandError(f"The database did not let us: {error}") from error

    def _load(
        self, *, scale: str, seed: int, as_of: date | None, replace: bool, **_: object
    ) -> None:
        began = time.monotonic()
        world = World(SCALES[scale], seed, as_of or timezone.localdate())
        loaded = load(world, Progress(), replace=replace)
        rows = sum(table.rows for table in loaded)
        seconds = time.monotonic() - began
        self.stdout.write(
            f"Loaded {rows:,} rows in {seconds:.1f} s (seed {seed}, as of {world.as_of})."
        )

    def _show_digests(self) -> None:
        for digest in digests():
            self.stdout.write(f"{digest.name:20} {digest.rows:>9} {digest.md5}")
