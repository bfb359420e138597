import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, connections, transaction
from django.db.transaction import TransactionManagementError

from realsync.db.models import Setting
from realsync.db.scope import Scope, ScopeRole, open_scope
from realsync.numbers.models import NumberSeries
from realsync.numbers.series import next_number

pytestmark = pytest.mark.usefixtures("committed")
OFFICE = Scope(ScopeRole.OFFICE)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WRITERS = 32
DRAWS = 100


def draw(series: str = "QTE", now: datetime = NOON) -> str:
    with open_scope(OFFICE):
        return next_number(series, now=now)


def test_each_series_counts_by_itself() -> None:
    drawn = [draw("QTE"), draw("QTE"), draw("JOB"), draw("QTE")]
    assert drawn == [
        "QTE-20261123-0001",
        "QTE-20261123-0002",
        "JOB-20261123-0001",
        "QTE-20261123-0003",
    ]


@pytest.mark.parametrize("series", ["QTE", "JOB"])
def test_thirty_two_writers_leave_no_gap_and_no_duplicate(series: str) -> None:
    """A hundred numbers each, and on the way many who change their mind after the draw.

    `pytest -s` prints what was counted.
    """
    kept: list[str] = []
    barrier = threading.Barrier(WRITERS)

    def write(writer: int) -> None:
        try:
            barrier.wait(20)
            for turn in range(DRAWS):
                if (writer + turn) % 3 == 0:
                    with open_scope(OFFICE):
                        next_number(series, now=NOON)
                        transaction.set_rollback(True)
                kept.append(draw(series))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    wanted = {f"{series}-20261123-{number:04d}" for number in range(1, WRITERS * DRAWS + 1)}
    gaps, duplicates = len(wanted - set(kept)), len(kept) - len(set(kept))
    print(
        f"\n{series}: {WRITERS} writers, {len(kept)} numbers: gaps {gaps}, duplicates {duplicates}"
    )
    assert (len(kept), gaps, duplicates) == (WRITERS * DRAWS, 0, 0)


def test_past_9999_the_number_grows() -> None:
    NumberSeries.objects.using("owner").create(series="QTE", day=date(2026, 11, 23), last=9998)
    assert [draw(), draw(), draw()] == [
        "QTE-20261123-9999",
        "QTE-20261123-10000",
        "QTE-20261123-10001",
    ]


@pytest.mark.parametrize(
    ("zone", "utc", "number"),
    [
        ("Pacific/Auckland", datetime(2026, 11, 23, 10, 59, tzinfo=UTC), "QTE-20261123-0001"),
        ("Pacific/Auckland", datetime(2026, 11, 23, 11, 0, tzinfo=UTC), "QTE-20261124-0001"),
        ("America/New_York", datetime(2026, 11, 24, 4, 59, tzinfo=UTC), "QTE-20261123-0001"),
        ("America/New_York", datetime(2026, 11, 24, 5, 0, tzinfo=UTC), "QTE-20261124-0001"),
        # In summer the day begins an hour earlier there.
        ("America/New_York", datetime(2026, 7, 1, 4, 0, tzinfo=UTC), "QTE-20260701-0001"),
    ],
)
def test_the_day_is_the_laboratory_s(zone: str, utc: datetime, number: str) -> None:
    Setting.objects.using("owner").create(name="laboratory_time_zone", value=zone)
    assert draw(now=utc) == number


def test_a_new_day_begins_at_one() -> None:
    tomorrow = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert [draw(), draw(), draw(now=tomorrow), draw()] == [
        "QTE-20261123-0001",
        "QTE-20261123-0002",
        "QTE-20261124-0001",
        "QTE-20261123-0003",
    ]


def test_without_a_time_the_database_s_clock_counts() -> None:
    with open_scope(OFFICE):
        number = next_number("JOB")
    stored = NumberSeries.objects.using("owner").get()
    assert number == f"JOB-{stored.day:%Y%m%d}-0001"


def test_outside_a_transaction_the_number_would_be_lost() -> None:
    with pytest.raises(TransactionManagementError):
        next_number("QTE")


@pytest.mark.parametrize(
    "role", [ScopeRole.ONBOARDING, ScopeRole.TECHNICIAN, ScopeRole.COMPANY, ScopeRole.BRANCH]
)
def test_only_the_office_draws(role: ScopeRole) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        execute(role, "INSERT INTO number_series VALUES ('QTE', '2026-11-23', 1)")


def execute(role: ScopeRole, sql: str) -> None:
    with open_scope(Scope(role)), connections["default"].cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def sequence() -> Iterator[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE SEQUENCE test_codes")
        yield "test_codes"
        cursor.execute("DROP SEQUENCE test_codes")


@pytest.mark.parametrize(
    ("before", "digits", "code"),
    [(0, 6, "CMP-000001"), (999_999, 6, "CMP-1000000"), (9_999, 4, "CMP-10000")],
)
def test_a_code_grows_past_its_digits(sequence: str, before: int, digits: int, code: str) -> None:
    with connections["owner"].cursor() as cursor:
        if before:
            cursor.execute("SELECT setval(%s, %s)", [sequence, before])
        cursor.execute("SELECT next_code('CMP-', %s::regclass, %s)", [sequence, digits])
        assert cursor.fetchone() == (code,)
