"""Leaks, each planted and seen by its guard, by name."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from tests.guards import database
from tests.world import World


@contextmanager
def planted(sql: str) -> Iterator[None]:
    """DDL is transactional: the fault is gone afterwards."""
    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute(sql)
        yield
        transaction.set_rollback(True, using="owner")


def test_a_dropped_policy_is_seen(world: World) -> None:
    with planted("DROP POLICY company ON equipment"):
        assert database.missing_policies() == ["equipment has no policy for company"]


def test_a_table_without_row_level_security_is_seen(world: World) -> None:
    with planted("ALTER TABLE equipment DISABLE ROW LEVEL SECURITY"):
        assert database.missing_policies() == ["equipment has no row-level security"]


def test_a_new_table_below_a_company_without_policies_is_seen(world: World) -> None:
    with planted(
        "CREATE TABLE leaflets (id int, equipment_id bigint REFERENCES equipment (id));"
        "GRANT SELECT ON leaflets TO realsync_branch"
    ):
        assert database.missing_policies() == [
            "leaflets has no row-level security",
            "leaflets has no policy for branch",
        ]


def test_a_policy_open_to_all_is_seen(world: World) -> None:
    with planted("ALTER POLICY company ON equipment USING (true)"):
        (fault,) = database.open_policies()
        assert fault == "policy company on equipment lets realsync_company see: true"


def test_a_grant_on_a_table_that_a_role_must_not_see_is_seen(world: World) -> None:
    with planted("GRANT SELECT ON service_pricing TO realsync_company"):
        assert database.unexpected_privileges() == [
            "company on service_pricing: ['SELECT'], expected []"
        ]


def test_a_grant_on_one_column_is_seen(world: World) -> None:
    with planted("GRANT SELECT (price_floor) ON service_pricing TO realsync_technician"):
        assert database.unexpected_privileges() == [
            "technician on service_pricing: ['SELECT'], expected []"
        ]


def test_a_function_that_runs_as_its_owner_is_seen(world: World) -> None:
    with planted("ALTER FUNCTION bump_version() SECURITY DEFINER"):
        assert database.definer_faults() == ["bump_version runs as its owner"]
