"""Two people at once, in real transactions."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections

from companies.actions.merge import merge, undo_merge
from companies.actions.retire import restore, retire
from companies.models import Company, Merge
from companies.retiring.refused import Refused
from realsync.accounts.models import User
from realsync.editing.writing import Stale
from tests.merging.conftest import Twin, acting, owned
from tests.world import World


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each returned or raised."""
    results: list[Any] = [None] * len(calls)
    start = Barrier(len(calls))

    def run(number: int, call: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[number] = call()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(n, call)) for n, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.usefixtures("restored")
@pytest.mark.parametrize("round_", range(5))
def test_each_into_the_other_at_once(world: World, twin: Twin, sales: User, round_: int) -> None:
    """One succeeds, the other is told; neither waits for ever."""

    def into(kept: Company, other: Company) -> Callable[[], Any]:
        return lambda: acting(sales, merge, kept=kept, other=other, versions=(1, 1), chosen={})

    results = at_once(into(world.aster, twin.company), into(twin.company, world.aster))
    assert [type(each) for each in results if isinstance(each, Exception)] == [Stale]
    assert Merge.objects.using("owner").filter(entity_type="company").count() == 1
    states = [owned(each).merged_into_id is None for each in (world.aster, twin.company)]
    assert sorted(states) == [False, True]


@pytest.mark.usefixtures("restored")
def test_two_undos_at_once(world: World, twin: Twin, sales: User) -> None:
    versions = (owned(world.aster).version, twin.company.version)
    done = acting(sales, merge, kept=world.aster, other=twin.company, versions=versions, chosen={})
    undo = lambda: acting(sales, undo_merge, merge=done)  # noqa: E731
    results = at_once(undo, undo, undo)
    assert [type(each) for each in results].count(Refused) == 2
    assert owned(twin.branch).company_id == twin.company.pk


@pytest.mark.usefixtures("restored")
def test_one_retires_what_another_restores(world: World, sales: User) -> None:
    acting(sales, retire, record=world.aster, version=1)
    again = lambda: acting(sales, restore, record=world.aster, version=2)  # noqa: E731
    results = at_once(again, again)
    assert [type(each) for each in results].count(Stale) == 1
    assert owned(world.aster).is_active
    assert owned(world.north).is_active


@pytest.mark.usefixtures("restored")
def test_a_retirement_and_a_merge_at_once(world: World, twin: Twin, sales: User) -> None:
    """Whichever comes second is told that the record is another one by now."""
    results = at_once(
        lambda: acting(sales, retire, record=twin.company, version=1),
        lambda: acting(
            sales, merge, kept=world.aster, other=twin.company, versions=(1, 1), chosen={}
        ),
    )
    assert [type(each) for each in results].count(Stale) == 1
