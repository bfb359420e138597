import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from realsync.db.matviews import OWNER, Refresh, refresh, refresh_as_owner, view_names


class Command(BaseCommand):
    help = "Refreshes materialized views, all or those named, and shows how long each took."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="name", help="as in view_health")

    def handle(self, *, names: list[str], **options: Any) -> None:
        """As owner where its address is known, else as the worker."""
        by_owner = OWNER in connections
        known = view_names(using=OWNER if by_owner else DEFAULT_DB_ALIAS)
        unknown = sorted(set(names) - set(known))
        if unknown:
            raise CommandError(f"No such view: {', '.join(unknown)}. Known: {', '.join(known)}.")
        one = refresh_as_owner if by_owner else refresh
        width = max(map(len, known), default=4)
        self.stdout.write(f"{'view':{width}} {'state':9} {'ms':>9} {'rows':>9}")
        done = [self._show(one(name), width) for name in names or known]
        if any(refreshed.state == "failed" for refreshed in done):
            sys.exit(1)

    def _show(self, done: Refresh, width: int) -> Refresh:
        ms = "" if done.duration_ms is None else f"{done.duration_ms:,.1f}"
        rows = "" if done.rows is None else f"{done.rows:,}"
        line = f"{done.name:{width}} {done.state:9} {ms:>9} {rows:>9}  {done.error or ''}"
        self.stdout.write(line.rstrip())
        return done
