"""Makes and drops the test database."""

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
