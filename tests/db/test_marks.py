"""What was written, by name: marks that appear and vanish with the rows they stand for."""

from collections.abc import Callable
from typing import Any

from django.db import connections, transaction

from companies.models import Company
from equipment.models import Equipment
from jobs.quotes.models import QuoteLine
from realsync.db.scope import Marks, as_user, open_scope, scope_of
from realsync.freshness.written import noting
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
    assert after == before + 1

    with connections["owner"].cursor() as cursor:
        try:
            with transaction.atomic(using="owner"):
                cursor.execute("UPDATE companies SET trading_name = 'z'")
                transaction.set_rollback(True, using="owner")
        finally:
            assert marks(world, "company").total == after
        cursor.execute("SELECT add_up_marks()")
        cursor.execute("SELECT count(*) FROM freshness_marks WHERE tx > 0")
        assert cursor.fetchone() == (0,)
    assert marks(world, "company").total == after
