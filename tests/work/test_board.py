"""The week of the technicians: who stands where, and who sees it."""

from datetime import date, timedelta

import pytest
from django.db import connections, transaction
from django.test import Client

from jobs.work.models import Absence, Holiday, Skill
from jobs.work.planning.board import visits_in
from jobs.work.planning.week import Week
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.pages.errors import BadInput
from tests.made.words import ELSEWHERE
from tests.work.test_schedule import DAY, WEEK, SignIn, accepted, another
from tests.work.test_states import MONDAY, schedule
from tests.world import World


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
