"""The small size, in a database."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction

import demo.loading
from demo.digests import digests
from demo.loading import NotEmpty, load
from demo.progress import Progress
from demo.tables import TABLES
from demo.tables.table import Row
from demo.world import World

pytestmark = pytest.mark.usefixtures("demo_data")


def one(query: str) -> Any:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def share(condition: str) -> float:
    return float(one(f"SELECT avg(({condition})::int) FROM equipment"))


def test_volumes() -> None:
    rows = {digest.name: digest.rows for digest in digests()}
    assert rows["companies"] == 200
    assert rows["branches"] == 500
    assert rows["contacts"] == 1_000
    assert rows["equipment"] == 5_000
    assert rows["activity_log"] == 5_000
    assert rows["users"] == 340
    assert rows["quotes"] == 300
    assert rows["tasks"] == 800


def test_shares() -> None:
    assert 0.06 <= share("coalesce(next_due_on < '2026-07-01', false)") <= 0.14
    assert 0.02 <= share("next_due_on IS NULL") <= 0.04
    assert 0.01 <= share("NOT is_active") <= 0.03
    assert 0.01 <= share("serial = ''") <= 0.03
    plans = "(SELECT count(*) FROM calibration_plans p WHERE p.equipment_id = equipment.id)"
    assert 0.2 <= share(f"{plans} = 2") <= 0.32
    assert one("SELECT count(DISTINCT status) FROM equipment") == 5
    assert one("SELECT count(DISTINCT split_part(description, ',', 1)) FROM equipment") >= 40


def test_everybody_on_the_staff_has_tasks_and_some_are_late() -> None:
    idle = """
    SELECT count(*) FROM users WHERE is_active AND role NOT LIKE '%manager' AND NOT EXISTS (
        SELECT FROM tasks WHERE assignee_id = users.id AND status IN ('pending', 'in_progress'))
    """
    assert one(idle) <= 2
    late = "SELECT avg((due_on < '2026-07-01')::int) FROM tasks WHERE status = 'pending'"
    assert 0.05 <= float(one(late)) <= 0.35
    assert one("SELECT count(*) FROM tasks WHERE assignee_id IS NULL") > 5
    astray = """
    SELECT count(*) FROM tasks t JOIN branches b ON b.id = t.branch_id
    WHERE b.company_id <> t.company_id
    """
    assert one(astray) == 0


def test_overdue_shares_differ_between_companies() -> None:
    query = """
    SELECT max(late) - min(late) FROM (
        SELECT avg(coalesce(next_due_on < '2026-07-01', false)::int) AS late
        FROM equipment GROUP BY company_id HAVING count(*) > 40
    ) AS shares
    """
    assert one(query) > 0.1


def test_the_same_seed_gives_the_same_rows(small: World) -> None:
    before = digests()
    with transaction.atomic(using="owner"):
        load(World(small.volumes, small.seed, small.as_of), Progress(io.StringIO()), replace=True)
        assert digests() == before
        load(replace(small, seed=2), Progress(io.StringIO()), replace=True)
        other = {digest.name: digest.md5 for digest in digests()}
        transaction.set_rollback(True, using="owner")
    # Whatever the seed, holidays are those of the catalogue, and the same standard fails.
    same = {digest.name for digest in before if other[digest.name] == digest.md5}
    assert same == {"holidays", "incidents"}


def test_derived_columns_are_what_the_triggers_would_write() -> None:
    before = digests()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for statement in (
            "UPDATE branches SET company_name = company_name",
            "UPDATE company_grants SET company_name = company_name",
            "UPDATE branch_grants SET company_id = company_id",
            "UPDATE calibration_plans SET is_active = is_active",
            "UPDATE equipment SET company_name = company_name",
            "UPDATE quotes SET total = total, company_name = company_name",
        ):
            cursor.execute(statement)
            assert cursor.rowcount > 50
        assert digests() == before
        transaction.set_rollback(True, using="owner")


def test_dates_of_plans_follow_from_their_interval() -> None:
    query = """
    SELECT count(*) FROM calibration_plans
    WHERE next_due_on <> (last_on + (interval_count || ' ' || interval_unit)::interval)::date
    """
    assert one(query) == 0


def test_the_log_files_entries_where_their_instrument_stands() -> None:
    query = """
    SELECT count(*) FROM activity_log a JOIN equipment e ON e.id = a.entity_id
    WHERE a.entity_type = 'equipment'
      AND (
          (a.company_id, a.branch_id) <> (e.company_id, e.branch_id) OR a.created_at < e.created_at
      )
    """
    assert one(query) == 0


def test_the_log_is_in_the_order_of_time() -> None:
    query = """
    SELECT bool_and(in_order) FROM (
        SELECT created_at >= lag(created_at) OVER (ORDER BY id) AS in_order FROM activity_log
    ) AS entries
    """
    assert one(query)


def test_the_next_record_continues_the_codes() -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("INSERT INTO companies (name) VALUES ('New Ltd') RETURNING id, code")
        assert cursor.fetchone() == (201, "CMP-000201")
        cursor.execute(
            "INSERT INTO branches (company_id, name) VALUES (1, 'New') RETURNING id, code"
        )
        assert cursor.fetchone() == (501, "BRN-000501")
        transaction.set_rollback(True, using="owner")


def test_no_trigger_stays_off() -> None:
    assert one("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'") == 0


def test_addresses_belong_to_nobody() -> None:
    assert one("SELECT bool_and(email LIKE '%.example') FROM users")
    assert one("SELECT bool_and(email = '' OR email LIKE '%.example') FROM contacts")


def test_a_full_database_is_left_alone(small: World) -> None:
    before = digests()
    with pytest.raises(NotEmpty):
        load(small, Progress(io.StringIO()), replace=False)
    with pytest.raises(CommandError, match="already has companies or accounts"):
        call_command("seed_demo", "--scale", "small")
    assert digests() == before


def test_a_load_that_breaks_off_leaves_everything_as_it_was(
    small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(world: World) -> Iterator[Row]:
        for table in TABLES:
            if table.name == "equipment":
                yield next(iter(table.rows(world)))
        raise OSError("the machine was switched off")

    before = digests()
    broken = [replace(t, rows=half) if t.name == "equipment" else t for t in TABLES]
    monkeypatch.setattr(demo.loading, "TABLES", broken)
    with pytest.raises(OSError, match="switched off"):
        load(small, Progress(io.StringIO()), replace=True)
    assert digests() == before
    test_no_trigger_stays_off()


def test_progress_is_told(small: World, capsys: pytest.CaptureFixture[str]) -> None:
    shown = io.StringIO()
    assert list(Progress(shown).rows("equipment", range(3), 3)) == [0, 1, 2]
    assert "3 rows" in shown.getvalue()
    call_command("seed_demo", "--md5")
    assert "activity_log" in capsys.readouterr().out
