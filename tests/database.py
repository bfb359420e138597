"""Makes and drops the test database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import environ
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

# Migrated once and copied for each process: the migrations take longer than many tests.
TEMPLATE = "test_template"
# What the tables come from. Whoever changed one of these gets a new template.
SOURCES = ("migrations/*.py", "sql/*.sql", "models.py", "models/*.py")
MADE_FROM = """
SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s
"""


def make_database(name: str) -> None:
    """The connections of this process, and of its threads to come, lead to a new database."""
    create(name)
    _lead_to(name)


def _lead_to(name: str) -> None:
    for connection in (connections["default"], connections["owner"]):
        connection.close()
        connection.settings_dict["NAME"] = name


def forget_database(name: str) -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()
    drop(name)


def create(name: str) -> None:
    """With all tables, and no rows but those of the migrations."""
    made_from = _sources()
    with _owner() as owner:
        # One process makes the template; the others wait for it.
        owner.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        if owner.execute(MADE_FROM, [TEMPLATE]).fetchone() != (made_from,):
            _make_template(owner, made_from)
        _copy(owner, name, TEMPLATE)


def _make_template(owner: psycopg.Connection, made_from: str) -> None:
    here = connections["owner"].settings_dict["NAME"]
    _copy(owner, TEMPLATE, "template0")
    _lead_to(TEMPLATE)
    call_command("migrate", database="owner", verbosity=0)
    _lead_to(here)
    comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
    owner.execute(comment.format(sql.Identifier(TEMPLATE), sql.Literal(made_from)))


def _copy(owner: psycopg.Connection, name: str, of: str) -> None:
    for statement in ("DROP DATABASE IF EXISTS {0}", "CREATE DATABASE {0} TEMPLATE {1}"):
        owner.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(of)))


def _sources() -> str:
    found = sha256()
    for app in apps.get_app_configs():
        for path in sorted(path for each in SOURCES for path in Path(app.path).glob(each)):
            found.update(path.read_bytes())
    return found.hexdigest()


def drop(name: str) -> None:
    """Waits 5 s for connections to end; the owner may not end those of other roles."""
    with _owner() as owner:
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


@contextmanager
def as_worker() -> Iterator[None]:
    """This process, and the threads that it starts, sign in to the database as the worker does."""
    login = environ.Env.db_url_config(os.environ["DATABASE_WORKER_URL"])
    web = connections["default"]
    here = web.settings_dict
    before = {part: here[part] for part in ("USER", "PASSWORD")}
    web.close()
    here.update({part: login[part] for part in before})
    try:
        yield
    finally:
        web.close()
        here.update(before)


def template() -> psycopg.Connection:
    return _owner(TEMPLATE)


def _owner(name: str = "postgres") -> psycopg.Connection:
    owner = settings.DATABASES["owner"]
    return psycopg.connect(
        host=owner["HOST"],
        port=owner["PORT"],
        user=owner["USER"],
        password=owner["PASSWORD"],
        dbname=name,
        autocommit=True,
    )
