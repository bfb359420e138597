"""What was written, by name: marks that appear and vanish with the rows they stand for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections, transaction

from companies.models import Company
from equipment.models import Equipment
from jobs.quotes.models import QuoteLine
from realsync.db.marks import add_up_marks
from realsync.db.scope import as_user, open_scope, scope_of
from realsync.freshness.marks import Marks
from realsync.freshness.written import noting
from tests.database import as_worker
from tests.world import World


def marks(world: World, *names: str) -> Marks:
    with open_scope(scope_of(world.people["admin"]), read_only=True, names=names) as seen:
        return seen


def written(world: World, change: Callable[[], Any]) -> str:
    with noting() as noted, as_user(world.people["admin"]):
        change()
    return str(noted)


def test_a_write_says_what_it_has_changed(world: World, restored: None) -> None:
    one, other = (each.pk for each in world.equipment[:2])
    rows = Equipment.objects.filter(pk__in=(one, other))

    assert written(world, lambda: None) == ""
    assert written(world, lambda: Company.objects.filter(pk=0).update(name="x")) == ""
    told = written(world, lambda: rows.update(location="shelf")).split()
    assert {"equipment", f"equipment:{one}", f"equipment:{other}"} <= set(told)
    line = QuoteLine.objects.using("owner").filter(quote__status="draft").first()
    assert line is not None
    lines = QuoteLine.objects.filter(pk=line.pk)
    told = written(world, lambda: lines.update(description="Another")).split()
    assert f"quote:{line.quote_id}" in told


def test_of_many_rows_none_is_named(world: World, restored: None) -> None:
    made = [Company(name=f"Filler {n}") for n in range(60)]
    Company.objects.using("owner").bulk_create(made)
    rows = Company.objects.filter(name__startswith="Filler")
    assert "company:*" in written(world, lambda: rows.update(trading_name="x")).split()


def test_equal_sums_are_equal_rows(world: World, restored: None) -> None:
    before = marks(world, "company").total
    with connections["owner"].cursor() as cursor, transaction.atomic(using="owner"):
        cursor.execute("UPDATE companies SET trading_name = 'y' WHERE id = %s", [world.aster.pk])
        assert marks(world, "company").total == before  # as the rows: not seen yet
    after = marks(world, "company").total
    assert after > before

    with connections["owner"].cursor() as cursor:
        try:
            with transaction.atomic(using="owner"):
                cursor.execute("UPDATE companies SET trading_name = 'z'")
                transaction.set_rollback(True, using="owner")
        finally:
            assert marks(world, "company").total == after
        with as_worker():
            assert add_up_marks() > 0
        cursor.execute("SELECT count(*) FROM freshness_marks WHERE tx > 0")
        assert cursor.fetchone() == (0,)
    assert marks(world, "company").total == after


SEE = """
SELECT (SELECT sum(n) FROM freshness_marks WHERE name = 'company'), (SELECT count(*) FROM companies)
"""


def test_a_sum_never_stands_for_two_states_while_many_write(world: World, restored: None) -> None:
    def write(writer: int) -> None:
        for number in range(25):
            _run("INSERT INTO companies (name) VALUES (%s)", f"Made {writer} {number}")

    def add_up(_worker: int) -> None:
        for _time in range(25):
            _run("SELECT add_up_marks()")

    def look(_reader: int) -> list[Any]:
        return [_run(SEE) for _time in range(100)]

    with ThreadPoolExecutor(8) as crowd:
        writing = [crowd.submit(write, writer) for writer in range(4)]
        adding = [crowd.submit(add_up, worker) for worker in range(2)]
        seen = {row for found in crowd.map(look, range(2)) for row in found}
        for each in writing + adding:
            each.result()
    sums, rows = {total for total, _count in seen}, {count for _total, count in seen}
    assert len(sums) == len(rows) == len(seen) > 1


def _run(sql: str, *values: Any) -> Any:
    try:
        with connections["owner"].cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone() if cursor.description else None
    finally:
        connections["owner"].close()
