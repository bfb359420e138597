"""How a job gets its place in the week of the technicians."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

from equipment.models import Service
from jobs.work.models import Absence, Holiday, Job
from locking.models import RecordLock
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from tests.work.test_states import HOUR, MONDAY, owned, put_into, schedule
from tests.world import World

SignIn = Callable[[User], Client]
WEEK, DAY = "2027-W01", "2027-01-04"


def accepted(world: World, name: str, minutes: int = 120) -> Job:
    """A job that waits for a time; its one service takes so long."""
    job = world.jobs[name]
    Service.objects.using("owner").update(estimated_minutes=minutes)
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE jobs SET status = 'accepted' WHERE id = %s", [job.pk])
    return owned(job)


def book(client: Client, world: World, job: Job, **more: Any) -> Any:
    sent = {"technician": world.staff[Role.TECHNICIAN].pk, "day": DAY,
            "version": owned(job).version, **more}  # fmt: skip
    return client.post(f"/jobs/{job.pk}/booking/", sent, headers={"HX-Request": "true"})


def another(world: World, name: str = "Tess Other") -> User:
    return User.objects.using("owner").create(
        email=f"{name.split()[0].lower()}@staff.example", name=name, role=Role.TECHNICIAN
    )


def test_a_job_gets_the_first_free_time_of_the_day(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SCHEDULER])
    first, second = accepted(world, "own"), accepted(world, "other", 120)
    answer = book(client, world, first)
    assert answer.status_code == 200, answer.content
    assert first.number in answer.json()["told"]
    found = owned(first)
    assert (found.status, found.starts_at, found.ends_at) == (
        "scheduled", MONDAY, MONDAY + 2 * HOUR,
    )  # fmt: skip
    assert book(client, world, second).status_code == 200
    assert owned(second).starts_at == MONDAY + 2 * HOUR
    verbs = Activity.objects.using("owner").filter(entity_type="job", entity_id=first.pk)
    assert [entry.verb for entry in verbs] == ["job.scheduled"]


def test_a_booked_job_keeps_its_length_and_time_of_day(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), world.jobs["own"]
    schedule(job, world.staff[Role.TECHNICIAN].pk, MONDAY + 5 * HOUR)
    before = owned(job)
    assert before.ends_at
    assert before.starts_at
    assert book(client, world, job, day="2027-01-06").status_code == 200
    found = owned(job)
    assert found.starts_at == before.starts_at + timedelta(days=2)
    assert found.ends_at == before.ends_at + timedelta(days=2)


def test_time_and_length_may_be_said(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), accepted(world, "own")
    assert book(client, world, job, at="10:30", minutes="45").status_code == 200
    start = MONDAY + timedelta(hours=2, minutes=30)
    assert owned(job).starts_at == start
    assert owned(job).ends_at == start + timedelta(minutes=45)


def test_what_takes_longer_than_a_day_goes_on_on_the_next(world: World, sign_in: SignIn) -> None:
    """Twelve hours from Friday: nine, then three on Monday."""
    client, job = sign_in(world.staff[Role.SCHEDULER]), accepted(world, "own", 720)
    assert book(client, world, job, day="2027-01-08").status_code == 200
    assert owned(job).starts_at == datetime(2027, 1, 8, 8, tzinfo=UTC)
    assert owned(job).ends_at == datetime(2027, 1, 11, 11, tzinfo=UTC)
    assert book(client, world, job, day="2027-01-05").status_code == 200
    assert owned(job).ends_at == datetime(2027, 1, 6, 11, tzinfo=UTC)


def test_a_full_day_is_refused_with_the_other_job(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SCHEDULER])
    first, second = accepted(world, "own", 480), accepted(world, "other", 480)
    assert book(client, world, first).status_code == 200
    answer = book(client, world, second)
    assert answer.status_code == 409
    problem = answer.json()["problem"]
    assert "no room for 8 h on Mon 4 Jan 2027" in problem
    assert f"{first.number} from Mon 4 Jan 2027, 08:00 to Mon 4 Jan 2027, 16:00" in problem
    assert answer.json()["href"] == f"/jobs/{first.pk}/"
    assert owned(second).status == "accepted"


def test_a_double_booking_at_a_time_names_job_and_time(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SCHEDULER])
    first, second = accepted(world, "own"), accepted(world, "other")
    assert book(client, world, first, at="09:00").status_code == 200
    answer = book(client, world, second, at="10:00")
    assert answer.status_code == 409
    assert f"{first.number} from Mon 4 Jan 2027, 09:00" in answer.json()["problem"]


def test_of_four_at_once_one_is_booked(world: World, sign_in: SignIn, restored: None) -> None:
    """They all find the hour free; the database lets one have it, and the others are told."""
    jobs = [accepted(world, name) for name in ("own", "other", "fenced", "foreign")]
    barrier, answers = Barrier(len(jobs)), list[Any]()

    def act(job: Job) -> None:
        client = sign_in(world.staff[Role.SCHEDULER])
        barrier.wait()
        answers.append(book(client, world, job, at="09:00"))
        connections.close_all()

    threads = [Thread(target=act, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert all(a.json()["problem"] for a in answers if a.status_code == 409)


def test_somebody_who_is_away_is_not_booked(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), accepted(world, "own")
    Absence.objects.using("owner").create(
        technician_id=world.staff[Role.TECHNICIAN].pk, first_on="2027-01-02", last_on=DAY,
        kind="training",
    )  # fmt: skip
    answer = book(client, world, job)
    assert answer.status_code == 409
    assert "is away: Training, Sat 2 Jan 2027" in answer.json()["problem"]
    assert not answer.json()["asks"]
    sent = {"technician": world.staff[Role.TECHNICIAN].pk, "version": owned(job).version,
            "starts_at": f"{DAY}T08:00", "ends_at": f"{DAY}T09:00"}  # fmt: skip
    assert client.post(f"/jobs/{job.pk}/schedule/", sent).status_code == 409
    assert book(client, world, job, day="2027-01-05").status_code == 200


@pytest.mark.parametrize(("region", "asks"), [("", True), ("East", True), ("West", False)])
def test_a_holiday_asks(world: World, sign_in: SignIn, region: str, asks: bool) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), accepted(world, "own")
    Holiday.objects.using("owner").create(held_on=DAY, region=region, name="Twelfth Night")
    answer = book(client, world, job)
    assert answer.status_code == (409 if asks else 200)
    if asks:
        assert answer.json()["asks"]
        assert "Twelfth Night" in answer.json()["problem"]
        assert book(client, world, job, agreed="on").status_code == 200
    assert owned(job).status == "scheduled"


def test_a_job_is_taken_off_the_schedule(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), accepted(world, "own")
    assert book(client, world, job).status_code == 200
    assert book(client, world, job, technician="").status_code == 200
    found = owned(job)
    assert (found.status, found.technician_id, found.starts_at) == ("accepted", None, None)
    assert book(client, world, job, technician="").status_code == 422  # nothing to take off


def test_an_older_page_is_refused_and_says_so(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), accepted(world, "own")
    answer = book(client, world, job, version=job.version - 1)
    assert answer.status_code == 409
    assert answer.json()["stale"]
    assert owned(job).status == "accepted"


def test_whoever_edits_the_job_keeps_it(world: World, sign_in: SignIn, restored: None) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), accepted(world, "own")
    now = datetime.now(UTC)
    RecordLock.objects.using("owner").create(
        user=world.staff[Role.ADMIN], token=77, acquired_at=now, expires_at=now + HOUR,
        entity_type="job", entity_id=job.pk,
    )  # fmt: skip
    answer = book(client, world, job)
    assert answer.status_code == 409
    assert world.staff[Role.ADMIN].name in answer.json()["problem"]


@pytest.mark.parametrize("status", ["in_progress", "completed", "cancelled", "quoted"])
def test_what_has_begun_or_is_over_is_not_booked(
    world: World, sign_in: SignIn, status: str
) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), world.jobs["own"]
    put_into(world, job, status)
    assert book(client, world, job).status_code == 409
    page = client.get(f"/jobs/{job.pk}/booking/")
    assert page.status_code == 409
    assert "cannot be booked any more" in page.content.decode()
    assert owned(job).status == status


def test_without_a_script_a_form_does_the_same(world: World, sign_in: SignIn) -> None:
    client, job = sign_in(world.staff[Role.SCHEDULER]), accepted(world, "own")
    address = f"/jobs/{job.pk}/booking/"
    assert "Choose somebody" in client.get(address).content.decode()
    sent = {"technician": world.staff[Role.TECHNICIAN].pk, "version": owned(job).version}
    missing = client.post(address, sent)
    assert missing.status_code == 422
    assert "Say on which day." in missing.content.decode()
    Holiday.objects.using("owner").create(held_on=DAY, name="Twelfth Night")
    asked = client.post(address, {**sent, "day": DAY})
    assert asked.status_code == 409
    assert "Book it all the same" in asked.content.decode()
    done = client.post(address, {**sent, "day": DAY, "agreed": "on"})
    assert done.status_code == 302
    assert done["Location"] == f"/jobs/schedule/?week={WEEK}"
    assert 'value="08:00"' in client.get(address).content.decode()


@pytest.mark.parametrize("sent", [
    {"day": "tomorrow"}, {"day": "0001-01-01"}, {"at": "25:00"}, {"minutes": "0"},
    {"minutes": "9" * 30}, {"technician": "1"}, {"technician": "x"},
])  # fmt: skip
def test_bad_input_is_refused_in_words(world: World, sign_in: SignIn, sent: dict[str, str]) -> None:
    job = accepted(world, "own")
    answer = book(sign_in(world.staff[Role.SCHEDULER]), world, job, **sent)
    assert answer.status_code == 422
    assert answer.json()["problem"]


def test_who_may_book(world: World, sign_in: SignIn) -> None:
    job = accepted(world, "own")
    for role in (Role.SALES, Role.ONBOARDING, Role.TECHNICIAN):
        assert book(sign_in(world.staff[role]), world, job).status_code == 403
    assert book(sign_in(world.alice), world, job).status_code == 404
    unknown = Job(pk=999_999_999)
    client = sign_in(world.staff[Role.SCHEDULER])
    assert client.post(f"/jobs/{unknown.pk}/booking/").status_code == 404
