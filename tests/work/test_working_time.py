"""The working day, and how long a job takes of it."""

from datetime import UTC, datetime

from django.db import connections, transaction

from jobs.work.models import Job
from jobs.work.planning.estimate import estimated_minutes
from jobs.work.planning.hours import WORKING_DAY, WorkingDay
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.models import Setting
from realsync.db.scope import as_user
from tests.work.test_board import page
from tests.work.test_schedule import SignIn, accepted, book
from tests.work.test_states import HOUR, MONDAY, owned
from tests.world import World


def test_the_working_day_is_a_setting(world: World, sign_in: SignIn) -> None:
    Setting.objects.using("owner").create(
        name="working_day", value={"days": [1, 2, 3], "from": "06:00", "until": "12:00"}
    )
    client, job = sign_in(world.staff[Role.SCHEDULER]), accepted(world, "own")
    assert book(client, world, job).status_code == 200
    assert owned(job).starts_at == MONDAY - 2 * HOUR
    text = page(client)
    assert "2 h of 6 h" in text
    assert "Thu 7 Jan" not in text


def test_an_estimate_adds_items(world: World) -> None:
    job = accepted(world, "own", 50)
    assert estimated_minutes_of(world, job) == 60
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE job_items SET quantity = 3 WHERE job_id = %s", [job.pk])
    assert estimated_minutes_of(world, job) == 150
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE job_items SET unit = CASE position WHEN 1 THEN 'flat' ELSE 'hour' END"
            " WHERE job_id = %s",
            [job.pk],
        )
    assert estimated_minutes_of(world, job) == 240  # 50 once, three hours, up to a quarter


def estimated_minutes_of(world: World, job: Job) -> int:
    with as_user(User.objects.get(pk=world.staff[Role.SCHEDULER].pk)):
        return estimated_minutes(job)


def test_days_count_working_time_only() -> None:
    begin, end = (datetime.strptime(str(WORKING_DAY[name]), "%H:%M").time() for name in
                  ("from", "until"))  # fmt: skip
    usual = WorkingDay(frozenset({1, 2, 3, 4, 5}), begin, end)
    friday = datetime(2027, 1, 8, 16, tzinfo=UTC)
    assert usual.end_of(friday, 120) == datetime(2027, 1, 11, 9, tzinfo=UTC)
    assert usual.minutes_between(friday, datetime(2027, 1, 11, 9, tzinfo=UTC)) == 120
    assert usual.end_of(friday + 2 * HOUR, 120) == friday + 4 * HOUR
    assert usual.minutes_between(friday - 10 * HOUR, friday) == 480
