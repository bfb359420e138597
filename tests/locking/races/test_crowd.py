"""Of many who ask for a lock in one moment, as many get it as may: one, one, nobody."""

import time

import pytest
from django.db import connection, connections

from tests.locking.races.crowd import ask_at_once, crowd
from tests.locking.races.scale import SCALE
from tests.locking.races.told import tell
from tests.world import World

# One crowd at a time: the server of the tests takes a hundred connections of all processes.
pytestmark = pytest.mark.xdist_group("crowd")
KINDS = {"fresh": 1, "expired": 1, "held": 0}


def prepare(kind: str, company: int, holder: int) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM record_locks")
        if kind != "fresh":
            until = "1 h" if kind == "held" else "-1 s"
            cursor.execute(
                "INSERT INTO record_locks"
                " (entity_type, entity_id, user_id, tab, token, acquired_at, expires_at)"
                " VALUES ('company', %s, %s, gen_random_uuid(), nextval('lock_tokens'),"
                " clock_timestamp() - interval '1 h', clock_timestamp() + %s::interval)",
                [company, holder, until],
            )


@pytest.mark.parametrize("kind", KINDS)
def test_a_race_has_as_many_winners_as_it_may(world: World, kind: str) -> None:
    people = sorted(person.pk for person in world.staff.values() if person.role in OFFICE)
    company, winners, errors, seconds = world.aster.pk, [], 0, 0.0
    with crowd(people, SCALE.callers) as callers:
        for _round in range(SCALE.rounds):
            prepare(kind, company, people[0])
            began = time.monotonic()
            said = ask_at_once(callers, company)
            seconds += time.monotonic() - began
            won = [each for each in said if each.acquired]
            winners.append(len(won))
            errors += sum(bool(each.error) for each in said)
            assert_all_were_told_the_same(company, {each.holder_id for each in said})
            assert sum(each.token is not None for each in said) == len(won)
    tell(
        f"{SCALE.callers} connections race for a {kind} lock, {SCALE.rounds} rounds",
        winners_per_round="/".join(map(str, sorted(set(winners)))),
        errors=errors,
        seconds_a_round=f"{seconds / SCALE.rounds:.2f}",
    )
    assert set(winners) == {KINDS[kind]}
    assert errors == 0


OFFICE = ("admin", "management", "scheduler", "sales")


def assert_all_were_told_the_same(company: int, holders: set[int | None]) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT user_id FROM record_locks WHERE entity_id = %s", [company])
        assert {holder for (holder,) in cursor.fetchall()} == holders


def test_they_ask_as_nobody_who_could_do_more(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, pg_has_role(current_user, 'realsync_owner', 'SET')")
        assert cursor.fetchone() == ("realsync_web", False)
