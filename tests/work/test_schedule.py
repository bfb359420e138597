"""The week of the technicians: who stands where, who sees it, and how a job gets its place."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

from equipment.models import Service
from jobs.work.models import Absence, Holiday, Job, Skill
from jobs.work.planning.board import visits_in
from jobs.work.planning.estimate import estimated_minutes
from jobs.work.planning.hours import WORKING_DAY, WorkingDay
from jobs.work.planning.week import Week
from locking.models import RecordLock
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.models import Setting
from realsync.db.scope import as_user
from realsync.pages.errors import BadInput
from tests.work.test_states import HOUR, MONDAY, owned, put_into, schedule
from tests.world import ELSEWHERE, World

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


def page(client: Client, query: str = "", board: str = "") -> str:
    answer = client.get(f"/jobs/schedule/{board}?week={WEEK}{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_technician_sees_their_own_row_and_nothing_else(world: World, sign_in: SignIn) -> None:
    other = another(world)
    schedule(world.jobs["own"], world.staff[Role.TECHNICIAN].pk, MONDAY)
    schedule(world.jobs["other"], other.pk, MONDAY)
    accepted(world, "fenced")
    Absence.objects.using("owner").create(
        technician_id=other.pk, first_on="2027-01-05", last_on="2027-01-05", kind="sick"
    )
    text = page(sign_in(world.staff[Role.TECHNICIAN]))
    assert world.jobs["own"].number in text
    assert ELSEWHERE not in text
    assert other.name not in text
    assert "Sick" not in text
    assert "To plan" not in text
    assert "draggable" not in text
    for role in (Role.SALES, Role.ONBOARDING):
        text = page(sign_in(world.staff[role]))
        assert other.name in text
        assert "Sick" in text
        assert "draggable" not in text
    text = page(sign_in(world.staff[Role.SCHEDULER]))
    assert text.count('data-movable draggable="true"') == 2
    assert world.jobs["fenced"].number in text


def test_policies_alone_keep_absences_and_skills_apart(world: World) -> None:
    other = another(world)
    for person in (other, world.staff[Role.TECHNICIAN]):
        Absence.objects.using("owner").create(technician_id=person.pk, first_on=DAY, last_on=DAY)
    Skill.objects.using("owner").create(technician_id=other.pk, category="pressure")
    technician = User.objects.get(pk=world.staff[Role.TECHNICIAN].pk)
    with as_user(technician):
        for model in (Absence, Skill):
            seen = set(model.objects.values_list("technician_id", flat=True))
            assert seen == {technician.pk}
            assert set(model.objects.visible_to(technician)) == set(model.objects.all())


def test_load_absence_and_holiday_are_in_words(world: World, sign_in: SignIn) -> None:
    technician = world.staff[Role.TECHNICIAN]
    schedule(world.jobs["own"], technician.pk, MONDAY)
    Absence.objects.using("owner").create(
        technician_id=technician.pk, first_on="2027-01-06", last_on="2027-01-07", kind="leave"
    )
    Holiday.objects.using("owner").create(held_on="2027-01-05", name="Epiphany", region="East")
    text = page(sign_in(world.staff[Role.SCHEDULER]))
    assert "2 h of 9 h" in text
    assert text.count("is-away") == 2
    assert "Epiphany (East)" in text
    assert "Sat 9 Jan" not in text
    assert "Epiphany" not in page(sign_in(world.staff[Role.SCHEDULER]), "&region=West")


def test_a_day_off_is_shown_where_somebody_works(world: World, sign_in: SignIn) -> None:
    schedule(world.jobs["own"], world.staff[Role.TECHNICIAN].pk, MONDAY + timedelta(days=5))
    text = page(sign_in(world.staff[Role.SCHEDULER]))
    assert "Sat 9 Jan" in text
    assert "Sun 10 Jan" not in text


def test_region_dims_and_skill_chooses(world: World, sign_in: SignIn) -> None:
    other = another(world)
    Skill.objects.using("owner").create(technician_id=other.pk, category="pressure")
    schedule(world.jobs["own"], other.pk, MONDAY)
    waiting = accepted(world, "foreign")
    client = sign_in(world.staff[Role.SCHEDULER])
    technician = world.staff[Role.TECHNICIAN].name
    text = page(client, "&skill=pressure")
    assert other.name in text
    assert f'<p class="cell-who" aria-hidden="true">{technician}' not in text
    assert waiting.number not in text  # its service is electrical
    text = page(client, "&skill=electrical")
    assert other.name not in text
    assert waiting.number in text
    assert "elsewhere" not in page(client, "&region=East")
    text = page(client, "&region=West")
    assert "elsewhere" in text
    assert waiting.number not in text
    assert waiting.number in page(client, "&q=Borealis")
    assert waiting.number not in page(client, "&q=nothing+like+it")


def test_many_skills_are_told_in_short(world: World, sign_in: SignIn) -> None:
    other = another(world)
    for category in "abcde":
        Skill.objects.using("owner").create(technician_id=other.pk, category=category)
    assert "<small>a, b, c and 2 more</small>" in page(sign_in(world.staff[Role.SCHEDULER]))


def test_the_fragment_is_the_page_and_unchanged_is_204(world: World, sign_in: SignIn) -> None:
    schedule(world.jobs["own"], world.staff[Role.TECHNICIAN].pk, MONDAY)
    client = sign_in(world.staff[Role.SCHEDULER])
    whole, part = page(client), page(client, board="board/")
    assert part in whole
    seen = part.partition('data-seen="')[2].partition('"')[0]
    address = f"/jobs/schedule/board/?week={WEEK}&seen={seen}"
    assert client.get(address).status_code == 204
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE jobs SET title = 'x' WHERE id = %s", [world.jobs["own"].pk])
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("week", ["2026", "2026-W60", "2026-W5", "x" * 400, "9999-W52", "0001-W01"])
def test_what_is_no_week_is_400(world: World, sign_in: SignIn, week: str) -> None:
    client = sign_in(world.staff[Role.SCHEDULER])
    assert client.get("/jobs/schedule/", {"week": week}).status_code == 400


def test_weeks_are_those_of_iso() -> None:
    assert str(Week.of(date(2027, 1, 3))) == "2026-W53"
    assert Week.read("2026-W53").monday == date(2026, 12, 28)
    assert str(Week.read("2026-W53").after) == "2027-W01"
    with pytest.raises(BadInput):
        Week.read("2027-W53")


def test_a_week_is_found_by_an_index(world: World) -> None:
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs (company_id, branch_id, technician_id, number, title, starts_at,"
            " ends_at, status) SELECT %s, %s, %s, 'T' || n, 'x', at, at + interval '1 h',"
            " 'completed'"
            " FROM generate_series(1, 10000) n, LATERAL (SELECT %s - n * interval '1 h') t (at)",
            [world.aster.pk, world.north.pk, world.staff[Role.TECHNICIAN].pk, MONDAY],
        )
        cursor.execute("ANALYZE jobs")
    scheduler = User.objects.get(pk=world.staff[Role.SCHEDULER].pk)
    with as_user(scheduler):
        plan = visits_in(scheduler, Week.read(WEEK)).explain()
    assert "idx_jobs_starts" in plan, plan
    assert "Seq Scan on jobs" not in plan, plan


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
