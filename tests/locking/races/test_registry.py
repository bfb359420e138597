"""What the code says of kinds and writers is what the database does, and the other way round."""

from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connections
from psycopg import errors

from companies.models import Company
from locking.actions import lock as locks
from locking.writers import Writer
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.db.scope import as_user
from realsync.records.kinds import Kind, kinds
from tests.locking.races.places import make_places
from tests.world import World

TAB = UUID("00000000-0000-0000-0000-000000000001")
GUARDS = {"_writer", "_remover"}
TRIGGERS = """
SELECT regclass(tgrelid)::text, tgname, tgargs, tgtype FROM pg_trigger
WHERE tgfoid IN ('only_holder_writes'::regproc, 'hint_of_version'::regproc) AND tgenabled = 'O'
"""


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def expected_triggers(kind: Kind) -> set[tuple[str, str, bytes]]:
    endings = GUARDS | ({"_hint"} if kind.is_live else set())
    return {(kind.table, kind.table + ending, kind.entity.encode() + b"\0") for ending in endings}


def test_kinds_are_those_of_the_database(world: World) -> None:
    said = {(kind.entity, kind.table, kind.is_live) for kind in kinds() if kind.is_locked}
    assert said == set(rows("SELECT entity_type, table_name, is_live FROM record_kinds"))
    assert {"company", "branch", "equipment", "service"} <= {entity for entity, _t, _l in said}
    assert not any(kind.is_live for kind in kinds() if not kind.is_locked)


def test_each_kind_has_its_triggers_and_nothing_else_has(world: World) -> None:
    there = {(table, name, bytes(args)) for table, name, args, _type in rows(TRIGGERS)}
    locked = [kind for kind in kinds() if kind.is_locked]
    assert there == set[Any]().union(*map(expected_triggers, locked))


def test_the_guard_comes_after_the_version_and_before_nothing(world: World) -> None:
    """Triggers fire by name: a later one that moves business columns would go unseen."""
    for kind in (kind for kind in kinds() if kind.is_locked):
        names = [
            name
            for (name,) in rows(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
                " AND tgtype & 19 = 19 ORDER BY tgname",  # a row, before, UPDATE
                kind.table,
            )
        ]
        assert names[-2:] == [f"{kind.table}_version", f"{kind.table}_writer"]


def test_declared_writers_are_those_of_the_code(world: World) -> None:
    declared = dict(rows("SELECT name, reason FROM declared_writers"))
    assert declared.keys() == {writer.value for writer in Writer}
    assert all(len(reason.split()) > 5 for reason in declared.values())


@pytest.mark.parametrize("role", ["office", "onboarding", "technician", "system"])
def test_nobody_else_declares_a_writer(world: World, role: str) -> None:
    found = rows(
        "SELECT has_table_privilege(%s, 'declared_writers', 'INSERT, UPDATE')", f"realsync_{role}"
    )
    assert found == [(False,)]


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_who_may_change_a_kind_may_lock_it(world: World, role: Role) -> None:
    """The lock claims the record's row: that takes the right to change it in the database, too."""
    person = world.staff[role]
    for kind in (kind for kind in kinds() if kind.is_locked and person.may(kind.edit)):
        with as_user(person):
            rows: Any = kind.model._default_manager
            pk = rows.visible_to(person).first().pk
            assert locks.acquire(kind.entity, pk, tab=TAB).token is not None


def test_psql_is_refused_while_somebody_edits(world: World) -> None:
    places = [place for place in make_places(world, 6) if place.entity == "company"]
    edited, free = places
    sarah = world.staff[Role.SALES]
    with as_user(sarah):
        locks.acquire("company", edited.pk, tab=TAB)
    for statement in (
        "UPDATE companies SET name = 'By hand' WHERE id = %s",
        "DELETE FROM companies WHERE id = %s",
    ):
        with pytest.raises(OperationalError) as refused:
            run(statement, edited.pk)
        assert isinstance(refused.value.__cause__, errors.LockNotAvailable)
        assert refused.value.__cause__.diag.constraint_name == "record_locked"
        assert f"is being edited by user {sarah.pk}" in str(refused.value)
        run(statement, free.pk)
    assert Company.objects.using("owner").get(pk=edited.pk).version == 1


def test_derived_columns_are_not_held_up(world: World) -> None:
    """A plan moves its instrument's dates, whoever edits the instrument: they are nobody's."""
    instrument = world.equipment[0]
    with as_user(world.staff[Role.SALES]):
        locks.acquire("equipment", instrument.pk, tab=TAB)
    run(
        "UPDATE calibration_plans SET next_due_on = '2031-05-04' WHERE equipment_id = %s",
        instrument.pk,
    )
    before = instrument.version
    instrument.refresh_from_db(using="owner")
    assert (str(instrument.next_due_on), instrument.version) == ("2031-05-04", before)


def run(statement: str, pk: int) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, [pk])
