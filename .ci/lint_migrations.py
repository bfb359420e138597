"""Refuses migrations that lock a table for long or lose data while the old release still runs."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
django.setup()

from django.apps import apps  # noqa: E402
from django_migration_linter import MigrationLinter  # noqa: E402

OURS = [
    app.label
    for app in apps.get_app_configs()
    if Path(app.path).is_relative_to(ROOT) and "site-packages" not in app.path
]
# Part of the first release: no older one runs beside them.
FIRST_RELEASE = ["0002_identity"]
# The unique constraint becomes looser: what merged into another no longer counts.
LOOSER = ["0002_merges"]
# The unique constraint holds the primary key: no row can break it. (The target of a composite key.)
WITH_PRIMARY_KEY = ["0005_bench"]
# Presence is forgotten in two minutes: a beat of the older release fails, and comes again.
FORGOTTEN = ["0002_turns"]
# Its columns are those of a table that it makes.
OF_ITS_OWN = ["0004_freshness_marks"]
# Its column has a default, and no model and no older release names it.
OF_TRIGGERS = ["0017_planned"]

linter = MigrationLinter(
    str(ROOT),
    no_cache=True,
    include_apps=OURS,
    ignore_name=[
        *FIRST_RELEASE,
        *LOOSER,
        *WITH_PRIMARY_KEY,
        *FORGOTTEN,
        *OF_ITS_OWN,
        *OF_TRIGGERS,
    ],
    ignore_initial_migrations=True,
    quiet=["warning", "ignore", "ok"],
)
linter.lint_all_migrations()
if linter.has_errors:
    linter.print_summary()
sys.exit(1 if linter.has_errors else 0)
