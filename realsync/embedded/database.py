"""Roles and database of a server that is ours, made by its superuser. Safe to repeat."""

import os

import psycopg
from psycopg import sql

from realsync.embedded.folder import ROOT
from realsync.embedded.postgres import Postgres

ROLES = ROOT / "realsync" / "db" / "sql" / "roles.sql"
STATISTICS = ROOT / "realsync" / "db" / "sql" / "statistics.sql"
DATABASE = "realsync"
OWNER = "realsync_owner"
# Tests put rows back as they were: no trigger may take that for a change.
REPLAY = f"GRANT SET ON PARAMETER session_replication_role TO {OWNER}"


def prepare(server: Postgres) -> None:
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(ROLES.read_bytes())
        for login in server.ledger.passwords:
            _set_password(connection, login, server.ledger.passwords[login])
        _make_database(connection)
        if os.environ.get("REALSYNC_FAST_TESTS"):
            connection.execute(REPLAY)
    with psycopg.connect(server.url("postgres", DATABASE), autocommit=True) as connection:
        connection.execute(STATISTICS.read_bytes())


def _set_password(connection: psycopg.Connection, login: str, password: str) -> None:
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(password))
    )


def _make_database(connection: psycopg.Connection) -> None:
    known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
    if known is None:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(
                sql.Identifier(DATABASE), sql.Identifier(OWNER)
            )
        )
