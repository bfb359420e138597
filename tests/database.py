"""Makes and drops the test database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import environ
import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql


def make_database(name: str) -> None:
    """The connections of this process, and of its threads to come, lead to a new database."""
    create(name)
    for connection in (connections["default"], connections["owner"]):
        connection.close()
        connection.settings_dict["NAME"] = name


def forget_database(name: str) -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()
    drop(name)


def create(name: str) -> None:
    drop(name)
    _as_owner(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))


def drop(name: str) -> None:
    """Waits 5 s for connections to end; the owner may not end those of other roles."""
    _as_owner(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


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


def _as_owner(statement: sql.Composed) -> None:
    owner = settings.DATABASES["owner"]
    with psycopg.connect(
        host=owner["HOST"],
        port=owner["PORT"],
        user=owner["USER"],
        password=owner["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as connection:
        connection.execute(statement)
