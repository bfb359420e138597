"""The full square of states by plain SQL, as owner; what a job cannot be; who is booked when."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction

from jobs.work.choices import MOVES, JobStatus
from jobs.work.models import Job, JobItem
from realsync.accounts.roles import Role
from tests.world import World

STATES = list(JobStatus)
MONDAY = datetime(2027, 1, 4, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def owner_sql(sql: str, *params: str | int | datetime) -> None:
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(sql, params)


def owned(job: Job) -> Job:
    return Job.objects.using("owner").get(pk=job.pk)


def put_into(world: World, job: Job, state: str) -> None:
    """As if it had come there along its moves."""
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE jobs DISABLE TRIGGER jobs_move")
        cursor.execute(
            "UPDATE jobs SET status = %s, technician_id = %s, starts_at = %s, ends_at = %s,"
            " cancel_reason = CASE %s WHEN 'cancelled' THEN 'No need' ELSE '' END WHERE id = %s",
            [state, world.staff[Role.TECHNICIAN].pk, MONDAY, MONDAY + HOUR, state, job.pk],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE jobs ENABLE TRIGGER jobs_move")


def move(job: Job, after: str) -> None:
    owner_sql(
        "UPDATE jobs SET status = %s, cancel_reason = CASE %s WHEN 'cancelled' THEN 'x' ELSE '' END"
        " WHERE id = %s",
        after,
        after,
        job.pk,
    )


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_the_square_of_states_by_sql(world: World, before: str, after: str) -> None:
    job = world.jobs["own"]
    put_into(world, job, before)
    if after in MOVES.get(before, ()) or after == before:
        move(job, after)
        assert owned(job).status == after
    else:
        with pytest.raises(IntegrityError, match="does not move"):
            move(job, after)
        assert owned(job).status == before


def test_eighteen_moves_and_no_more() -> None:
    assert sum(map(len, MOVES.values())) == 18


def test_a_cancelled_job_says_why(world: World) -> None:
    with pytest.raises(IntegrityError, match="jobs_reason_if_cancelled"):
        owner_sql("UPDATE jobs SET status = 'cancelled' WHERE id = %s", world.jobs["own"].pk)


def test_a_job_is_scheduled_with_technician_and_time(world: World) -> None:
    with pytest.raises(IntegrityError, match="jobs_booked_with_time"):
        owner_sql("UPDATE jobs SET status = 'scheduled' WHERE id = %s", world.jobs["own"].pk)


def test_the_times_are_written_by_the_database(world: World) -> None:
    job = world.jobs["own"]
    put_into(world, job, JobStatus.PENDING_REVIEW)
    move(job, JobStatus.COMPLETED)
    move(job, JobStatus.INVOICED)
    done = owned(job)
    assert done.completed_at is not None
    assert done.invoiced_at is not None


def test_a_job_keeps_its_number(world: World) -> None:
    with pytest.raises(IntegrityError, match="keeps its number"):
        owner_sql("UPDATE jobs SET number = 'JOB-1' WHERE id = %s", world.jobs["own"].pk)
    with pytest.raises(IntegrityError, match="has no number"), transaction.atomic("owner"):
        Job.objects.using("owner").create(
            company=world.aster, branch=world.north, title="Without a number"
        )


def test_a_quote_becomes_a_job_once_and_only_if_accepted(world: World) -> None:
    quote = world.quotes["sent"]
    take = "UPDATE jobs SET quote_id = %s WHERE id = %s"
    with pytest.raises(IntegrityError, match="no accepted quote"):
        owner_sql(take, quote.pk, world.jobs["own"].pk)
    owner_sql("UPDATE quotes SET status = 'accepted' WHERE id = %s", quote.pk)
    with pytest.raises(IntegrityError, match="no accepted quote"):
        owner_sql(take, quote.pk, world.jobs["foreign"].pk)
    owner_sql(take, quote.pk, world.jobs["own"].pk)
    with pytest.raises(IntegrityError, match="jobs_quote_once"):
        owner_sql(take, quote.pk, world.jobs["other"].pk)


def test_an_item_follows_its_job_and_keeps_what_its_instrument_was(world: World) -> None:
    job, instrument = world.jobs["own"], world.equipment[0]
    item = JobItem.objects.using("owner").filter(job=job).in_order()[0]
    technician = world.staff[Role.TECHNICIAN].pk
    assert (item.technician_id, item.serial) == (technician, instrument.serial)
    owner_sql("UPDATE equipment SET serial = 'new', branch_id = %s WHERE id = %s",
              world.south.pk, instrument.pk)  # fmt: skip
    owner_sql("UPDATE jobs SET technician_id = NULL WHERE id = %s", job.pk)
    item.refresh_from_db(using="owner")
    assert (item.technician_id, item.serial) == (None, instrument.serial)
    assert item.branch_id == world.north.pk


def test_an_instrument_of_another_company_is_refused(world: World) -> None:
    with pytest.raises(IntegrityError, match="none of this company"):
        owner_sql(
            "UPDATE job_items SET equipment_id = %s WHERE job_id = %s AND position = 1",
            world.foreign_equipment[0].pk,
            world.jobs["own"].pk,
        )


def test_items_move_the_version_of_their_job_and_goods_do_not(world: World) -> None:
    job = world.jobs["own"]
    owner_sql("UPDATE job_items SET received_on = now() WHERE job_id = %s", job.pk)
    assert owned(job).version == job.version
    owner_sql("UPDATE job_items SET quantity = 2 WHERE job_id = %s", job.pk)
    assert owned(job).version == job.version + 1


def test_the_items_of_a_job_that_is_done_stay(world: World) -> None:
    job = world.jobs["own"]
    put_into(world, job, JobStatus.COMPLETED)
    with pytest.raises(IntegrityError, match="do not change"):
        owner_sql("UPDATE job_items SET unit_price = 1 WHERE job_id = %s", job.pk)
    owner_sql("UPDATE job_items SET received_on = now(), shelf = 'B2' WHERE job_id = %s", job.pk)


def schedule(job: Job, technician: int, starts: datetime) -> None:
    owner_sql(
        "UPDATE jobs SET status = 'scheduled', technician_id = %s, starts_at = %s, ends_at = %s"
        " WHERE id = %s",
        technician,
        starts,
        starts + 2 * HOUR,
        job.pk,
    )


def test_nobody_is_booked_twice(world: World) -> None:
    technician = world.staff[Role.TECHNICIAN].pk
    schedule(world.jobs["own"], technician, MONDAY)
    with pytest.raises(IntegrityError, match="jobs_no_double_booking"):
        schedule(world.jobs["foreign"], technician, MONDAY + HOUR)
    schedule(world.jobs["other"], technician, MONDAY + 2 * HOUR)  # one ends as the other begins
    schedule(world.jobs["fenced"], world.staff[Role.ADMIN].pk, MONDAY + HOUR)
    owner_sql("UPDATE jobs SET status = 'in_progress' WHERE id = %s", world.jobs["own"].pk)
    with pytest.raises(IntegrityError, match="jobs_no_double_booking"):
        schedule(world.jobs["foreign"], technician, MONDAY - HOUR)


def test_of_many_who_book_one_hour_at_once_one_gets_it(world: World, restored: None) -> None:
    technician = world.staff[Role.TECHNICIAN].pk
    jobs = [*world.jobs.values()]
    start = Barrier(len(jobs))
    booked: list[int] = []

    def book(job: Job, minutes: int) -> None:
        start.wait()
        try:
            schedule(job, technician, MONDAY + timedelta(minutes=minutes))
            booked.append(job.pk)
        except DatabaseError:  # refused, or chosen as the victim of a deadlock
            pass
        finally:
            connections.close_all()

    threads = [Thread(target=book, args=(job, 10 * n)) for n, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(booked) == 1
    assert list(Job.objects.using("owner").booked().values_list("pk", flat=True)) == booked
