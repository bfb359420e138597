"""Servers that exist are used instead, and outlive us."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests.run.house import House

NAMES = ("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL")


@pytest.fixture
def given() -> Iterator[dict[str, str]]:
    """Addresses of an empty database on the servers of these tests."""
    name = f"given_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        database = sql.Identifier(name)
        owner.execute(sql.SQL("CREATE DATABASE {}").format(database))
        addresses = {key: _at(os.environ[key], name) for key in NAMES}
        yield addresses | {"REDIS_URL": os.environ["REDIS_URL"]}
        owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(database))


def _at(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def test_given_servers_are_used_and_left_alone(house: House, given: dict[str, str]) -> None:
    house.start(**given)
    house.wait_until_ready(seconds=60)
    assert not (house.var / "servers").exists()
    assert house.status("accounts/login/") == 200
    assert house.interrupt() == 0
    assert house.processes() == {}
    with psycopg.connect(given["DATABASE_OWNER_URL"]) as owner:
        assert owner.execute("SELECT count(*) > 0 FROM companies").fetchone() == (True,)
