"""Every migration of ours can be undone and done again."""

import json
import os
import subprocess
import sys

from django.db import connections

from tests.database import create, drop

# Those that others lean on come last.
OURS = (
    "tasks",
    "exports",
    "lists",
    "watch",
    "work",
    "quotes",
    "inbox",
    "outbox",
    "equipment",
    "companies",
    "locking",
    "activity",
    "numbers",
    "db",
)
STEPS = """
import json, sys
import django
from django.core.management import call_command
django.setup()
for step in json.loads(sys.argv[1]):
    call_command("migrate", *step, database="owner", verbosity=0)
"""
LEFT_OVER = """
SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT proname::text FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL SELECT policyname::text FROM pg_policies
UNION ALL SELECT sequencename::text FROM pg_sequences WHERE sequencename LIKE '%\\_codes'
"""


def test_every_migration_can_be_undone_and_done_again(django_db_setup: None) -> None:
    name = f"undo_{os.getpid()}"
    create(name)
    try:
        _migrate(name, *((app, "zero") for app in OURS))
        assert _left_over(name) == []
        _migrate(name, ())
    finally:
        drop(name)


def _migrate(name: str, *steps: tuple[str, ...]) -> None:
    """`manage.py migrate …` for each of the steps, in one process beside this one."""
    owner = os.environ["DATABASE_OWNER_URL"].rpartition("/")[0]
    subprocess.run(
        [sys.executable, "-c", STEPS, json.dumps(steps)],
        env=os.environ | {"DATABASE_OWNER_URL": f"{owner}/{name}"},
        check=True,
        timeout=120,
    )


def _left_over(name: str) -> list[str]:
    connection = connections.create_connection("owner")
    connection.settings_dict = {**connection.settings_dict, "NAME": name}
    with connection.cursor() as cursor:
        cursor.execute(LEFT_OVER)
        left = [row[0] for row in cursor.fetchall()]
    connection.close()
    return left
