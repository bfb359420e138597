"""Scope holds where server connections are shared between transactions of different people."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections

from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.db.scope import as_user
from tests.guards.pgbouncer import in_between
from tests.world import World

ROUNDS = 40


def test_scope_holds_through_pgbouncer(world: World, tmp_path: Path) -> None:
    with in_between(tmp_path), ThreadPoolExecutor(8) as pool:
        people = [world.alice, world.bob, world.charlie, world.frank] * 2
        backends = set().union(*pool.map(lambda person: _read_again_and_again(person), people))
        assert len(backends) <= 2, "the pool was not shared, so nothing was proven"
        _nothing_is_left(pool)


def _read_again_and_again(person: User) -> set[int]:
    """The server processes that answered; raises where one of them showed another's row."""
    backends = set()
    try:
        for number in range(ROUNDS):
            me = User.objects.get(pk=person.pk)
            try:
                with as_user(me, read_only=number % 2 == 0):
                    backends.add(_backend())
                    companies, branches = _seen()
                    if number % 5 == 0:
                        raise ZeroDivisionError  # a view that fails rolls back, too
            except ZeroDivisionError:
                pass
            scope_company = me._scope.company_id  # type: ignore[attr-defined]
            assert companies == ({scope_company} if scope_company else set())
            if me.role == "branch_manager":
                assert len(branches) == 1
    finally:
        connections.close_all()
    return backends


def _seen() -> tuple[set[int], set[int]]:
    rows = list(Equipment.objects.values_list("company_id", "branch_id"))
    return {company for company, _ in rows}, {branch for _, branch in rows}


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _nothing_is_left(pool: ThreadPoolExecutor) -> None:
    """Outside a scope both server connections are the login role again, which sees no row."""

    def look() -> None:
        try:
            for _ in range(10):
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT current_user, current_setting('realsync.company_id', true)"
                    )
                    assert cursor.fetchone() in [("realsync_web", ""), ("realsync_web", None)]
                with pytest.raises(DatabaseError, match="permission denied"):
                    Equipment.objects.count()
        finally:
            connections.close_all()

    for done in [pool.submit(look) for _ in range(4)]:
        done.result()
