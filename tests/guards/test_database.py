"""The catalogue's guards, and what each client role reads through raw SQL."""

import pytest
from django.db import connection

from realsync.accounts.models import User
from realsync.db.scope import Scope, open_scope, scope_of
from tests.guards import database
from tests.world import World


def test_privileges_are_those_of_the_file(world: World) -> None:
    assert database.unexpected_privileges() == []


def test_every_table_below_a_company_has_its_policies(world: World) -> None:
    assert {"companies", "branches", "equipment", "calibration_plans", "activity_log"} <= set(
        database.tables_below_a_company()
    )
    assert database.missing_policies() == []


def test_clients_policies_compare_with_the_scope(world: World) -> None:
    assert database.open_policies() == []


def test_login_roles_have_no_powers(world: World) -> None:
    assert database.role_faults() == []


def test_functions_run_as_their_caller(world: World) -> None:
    assert database.definer_faults() == []


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "erin", "frank"])
def test_raw_sql_reads_no_row_of_others(world: World, name: str) -> None:
    scope = scope_of(User.objects.get(pk=getattr(world, name).pk))
    role = scope.role.removeprefix("realsync_")
    readable = [
        table
        for table in database.tables_below_a_company()
        if "SELECT" in database.privileges().get(table, {}).get(role, [])
    ]
    assert len(readable) >= 5
    for table in readable:
        foreign, own = _count_by_company(scope, table)
        assert foreign == 0, f"{name} reads {foreign} rows of others in {table}"
        assert own > 0 or name == "frank" or table == "activity_log"


def _count_by_company(scope: Scope, table: str) -> tuple[int, int]:
    mine = f"{'id' if table == 'companies' else 'company_id'} = %s"
    params: list[int | list[int] | None] = [scope.company_id]
    place = {"companies": None, "branches": "id"}.get(table, "branch_id")
    if scope.role == "realsync_branch" and place:
        mine += f" AND {place} = ANY(%s)"
        params.append(list(scope.branch_ids))
    sql = f"SELECT count(*) FILTER (WHERE ({mine}) IS NOT TRUE), count(*) FROM {table}"
    with open_scope(scope), connection.cursor() as cursor:
        cursor.execute(sql, params)
        foreign, total = cursor.fetchone()
    return foreign, total - foreign
