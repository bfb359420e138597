"""What the database keeps beside a plan, `is_planned`, is what jobs and quotes say at any time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction

from companies.models import Branch
from equipment.models import CalibrationPlan
from jobs.quotes.choices import ACCEPTED, QuoteStatus
from jobs.quotes.models import Quote, QuoteLine
from jobs.work.actions.visit import job_visit
from jobs.work.choices import JobStatus
from jobs.work.models import Job, JobItem
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.made.days import in_days
from tests.world import World

KEPT = "SELECT count(*) FILTER (WHERE is_planned <> is_planned(id)) FROM calibration_plans"
ENOUGH = 600
MOVES = (*QuoteStatus.values, *ACCEPTED)


def one(rng: Random, model: Any, **wanted: Any) -> Any:
    return rng.choice(list(model.objects.using("owner").filter(**wanted).order_by("pk")))


def change(rng: Random, model: Any, **values: Any) -> None:
    model.objects.using("owner").filter(pk=one(rng, model).pk).update(**values)


def take_away(rng: Random, model: Any) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [one(rng, model).pk])


def job_comes(rng: Random, quote: Quote | None = None) -> None:
    branch = quote.branch if quote else one(rng, Branch)
    words = {"number": f"JOB-{rng.getrandbits(40)}", "title": "One more"}
    place = {"company_id": branch.company_id, "branch_id": branch.pk}
    Job.objects.using("owner").create(quote=quote, **words, **place)


def quote_becomes_job(rng: Random) -> None:
    jobs = Job.objects.using("owner").exclude(quote=None).values_list("quote", flat=True)
    answered = Quote.objects.using("owner").filter(status__in=ACCEPTED).exclude(pk__in=[*jobs])
    job_comes(rng, rng.choice(list(answered.order_by("pk"))))


def quote_comes(rng: Random) -> None:
    model = one(rng, Quote)
    words = {"number": f"QTE-{rng.getrandbits(40)}", "title": "One more"}
    place = {"company_id": model.company_id, "branch_id": model.branch_id}
    Quote.objects.using("owner").create(
        owner_id=model.owner_id, valid_until=in_days(30), **words, **place
    )


def part_comes(rng: Random, part: Any, whole: Any) -> None:
    record, plan = one(rng, whole), one(rng, CalibrationPlan)
    part.objects.using("owner").create(
        **{whole.__name__.lower(): record},
        company_id=record.company_id,
        branch_id=record.branch_id,
        position=rng.getrandbits(12),
        plan=plan,
        description="One more",
        unit_price=1,
        **({} if part is JobItem else {"tax_rate": 15}),
    )


HAPPENINGS: dict[str, Callable[[Random], None]] = {
    "item comes": lambda rng: part_comes(rng, JobItem, Job),
    "item goes": lambda rng: take_away(rng, JobItem),
    "item taken out": lambda rng: change(rng, JobItem, is_active=rng.random() < 0.5),
    "item of another plan": lambda rng: change(rng, JobItem, plan=one(rng, CalibrationPlan)),
    "item of no plan": lambda rng: change(rng, JobItem, plan=None),
    "job comes": job_comes,
    "job goes": lambda rng: take_away(rng, Job),
    "job moves": lambda rng: change(
        rng, Job, status=rng.choice(JobStatus.values), cancel_reason="Not now"
    ),
    "quote becomes a job": quote_becomes_job,
    "line comes": lambda rng: part_comes(rng, QuoteLine, Quote),
    "line goes": lambda rng: take_away(rng, QuoteLine),
    "line taken out": lambda rng: change(rng, QuoteLine, is_active=rng.random() < 0.5),
    "line of another plan": lambda rng: change(rng, QuoteLine, plan=one(rng, CalibrationPlan)),
    "line accepted": lambda rng: change(rng, QuoteLine, is_accepted=rng.random() < 0.5),
    "quote comes": quote_comes,
    "quote goes": lambda rng: take_away(rng, Quote),
    "quote moves": lambda rng: change(rng, Quote, status=rng.choice(MOVES)),
    "quote retired": lambda rng: change(rng, Quote, is_active=rng.random() < 0.7),
}


def asked(sql: str, *parameters: Any) -> Any:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_happens_it_is_what_jobs_and_quotes_say(world: World, seed: int) -> None:
    rng, happened, seen = Random(seed), set[str](), set[int]()
    for number in range(ENOUGH):
        name = rng.choice([*HAPPENINGS])
        try:
            with transaction.atomic(using="owner"):
                HAPPENINGS[name](rng)
                happened.add(name)
        except (DatabaseError, IndexError):
            continue  # it is not allowed now, or there is nothing to change
        assert asked(KEPT) == 0, f"{name}, as number {number}"
        seen.add(asked("SELECT count(*) FROM calibration_plans WHERE is_planned"))
    assert happened == {*HAPPENINGS}
    assert len(seen) > 2


def test_what_was_loaded_past_the_triggers_is_kept_when_asked(world: World) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE calibration_plans SET is_planned = true")
    assert asked(KEPT) > 0
    asked("SELECT keep_all_planned()::text")
    assert asked(KEPT) == 0


@contextmanager
def somebody() -> Iterator["psycopg.Connection[Any]"]:
    owner = connections["owner"]
    another = owner.get_new_connection(owner.get_connection_params())
    another.autocommit = False
    try:
        yield another
    finally:
        another.close()


def meanwhile(first: str, second: str, *parameters: Any) -> None:
    """Both at once: the second begins before the first ends, and waits for it."""
    with somebody() as one, somebody() as other, somebody() as watching:
        one.execute(first, parameters)

        def go_on() -> None:
            other.execute(second, parameters)
            other.commit()

        late = Thread(target=go_on)
        late.start()
        waits = "SELECT cardinality(pg_blocking_pids(%s)) > 0"
        while not watching.execute(waits, [other.info.backend_pid]).fetchone()[0]:  # type: ignore[index]
            assert late.is_alive(), "it did not wait"
            watching.rollback()
        one.commit()
        late.join()


CANCEL = "UPDATE jobs SET status = 'cancelled', cancel_reason = 'Not now' WHERE id = %s"
ADD = """INSERT INTO job_items
    (job_id, company_id, branch_id, position, plan_id, description, unit_price)
SELECT id, company_id, branch_id, 90, {plan}, 'One more', 1 FROM jobs WHERE id = %s"""


@pytest.fixture
def two_jobs(world: World, restored: None) -> tuple[int, int, int]:
    """A plan, and two jobs that name it."""
    plan = CalibrationPlan.objects.using("owner").filter(equipment=world.equipment[0])[0].pk
    with somebody() as owner:
        named = owner.execute(
            "INSERT INTO jobs (company_id, branch_id, number, title) SELECT company_id, branch_id,"
            " 'JOB-' || n, 'One more' FROM calibration_plans, generate_series(1, 2) AS n"
            " WHERE id = %s RETURNING id",
            [plan],
        ).fetchall()
        for (job,) in named:
            owner.execute(ADD.format(plan=plan), [job])
        owner.commit()
    (first,), (second,) = named
    return plan, first, second


def test_of_two_who_let_go_at_once_the_second_sees_the_first(
    two_jobs: tuple[int, int, int],
) -> None:
    _plan, first, second = two_jobs
    meanwhile(CANCEL.replace("%s", str(first)), CANCEL.replace("%s", str(second)))
    assert asked(KEPT) == 0
    assert not asked("SELECT is_planned FROM calibration_plans WHERE id = %s", two_jobs[0])


@pytest.mark.parametrize("turned", [False, True])
def test_a_job_is_not_cancelled_past_an_item_that_comes(
    two_jobs: tuple[int, int, int], turned: bool
) -> None:
    plan, first, second = two_jobs
    with somebody() as owner:
        owner.execute(CANCEL.encode(), [second])
        owner.execute("DELETE FROM job_items WHERE job_id = %s", [first])
        owner.commit()
    both = [CANCEL, ADD.format(plan=plan)]
    meanwhile(*(both[::-1] if turned else both), first)
    assert asked(KEPT) == 0
    assert not asked("SELECT is_planned FROM calibration_plans WHERE id = %s", plan)


def test_a_visit_waits_for_its_first_plan_with_no_other_in_hand(
    world: World, restored: None
) -> None:
    """Locked in the order of their ids, as the triggers do, and not in that of their dates."""
    plans = CalibrationPlan.objects.using("owner").filter(branch=world.north).order_by("pk")
    first, second = plans.values_list("pk", flat=True)
    plans.filter(pk=first).update(next_due_on=in_days(20))
    plans.filter(pk=second).update(next_due_on=in_days(1))
    person = User.objects.get(pk=world.staff[Role.SCHEDULER].pk)
    made: list[Job] = []

    def plan() -> None:
        try:
            with as_user(person):
                branch = Branch.objects.get(pk=world.north.pk)
                made.append(job_visit(by=person, branch=branch, plans=[first, second]))
        finally:
            connection.close()

    lock = "SELECT FROM calibration_plans WHERE id = %s FOR NO KEY UPDATE"
    waits = "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))"
    with somebody() as one, somebody() as watching:
        one.execute(lock, [first])
        late = Thread(target=plan)
        late.start()
        while not watching.execute(waits, [one.info.backend_pid]).fetchone()[0]:  # type: ignore[index]
            assert late.is_alive(), "it did not wait"
            watching.rollback()
        one.execute(f"{lock} NOWAIT".encode(), [second])
        one.commit()
        late.join()
    assert len(made) == 1
