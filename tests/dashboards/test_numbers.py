"""Every number of every dashboard is the number of the rows that it opens."""

import html
import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from jobs.work.choices import JobStatus
from jobs.work.models import Absence, Job
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.models import Setting
from tests.dashboards.counted import by_owner, count_again
from tests.dashboards.mixed import fill
from tests.world import World

SignIn = Callable[[User], Client]
NUMBER = re.compile(r'href="([^"#]+)#counted=([^&]+)&amp;at=')
SHARE = re.compile(r'<td><a href="([^"]+)">.*?<strong>(\d+)&nbsp;%</strong>'
                   r'<span class="muted">([\d.]+) of ([\d.]+) h<')  # fmt: skip
# Tiles and bars of each role.
NUMBERS = {
    Role.ADMIN: 8 + 7 + 7 + 4,
    Role.MANAGEMENT: 8 + 7 + 7 + 4,
    Role.SCHEDULER: 8 + 7 + 4,
    Role.SALES: 8 + 7 + 4,
    Role.ONBOARDING: 8 + 4 + 7,
    Role.TECHNICIAN: 4 + 7,
}


def numbers(client: Client) -> list[tuple[str, str]]:
    page = client.get("/").content.decode()
    return [(html.unescape(url), unquote(number)) for url, number in NUMBER.findall(page)]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("role", NUMBERS)
def test_each_is_the_number_of_its_rows(
    world: World, restored: None, sign_in: SignIn, role: Role, seed: int
) -> None:
    """With writes stopped and the views refreshed."""
    fill(world, seed)
    count_again()
    client = sign_in(world.staff[role])
    found = numbers(client)
    assert len(found) == NUMBERS[role]
    for url, number in found:
        page = client.get(url).content.decode()
        assert re.search(rf'id="count">{number} ', page), (url, number)
    assert sum(number != "0" for _url, number in found) > len(found) // 2


def test_a_number_stays_what_it_was_when_rows_change(
    world: World, restored: None, sign_in: SignIn
) -> None:
    fill(world, 0)
    count_again()
    client = sign_in(world.staff[Role.SCHEDULER])
    before = numbers(client)
    by_owner("UPDATE tasks SET status = 'completed' WHERE status IN ('pending', 'in_progress')")
    assert numbers(client) == before
    assert 'id="count">0 tasks' in client.get("/tasks/?whose=unassigned").content.decode()


def visit(world: World, number: int, start: datetime, hours: int, status: str) -> None:
    Job.objects.using("owner").create(
        company=world.aster,
        branch=world.north,
        number=f"JOB-20260404-{number:04d}",
        title=f"Visit {number}",
        technician=world.staff[Role.TECHNICIAN],
        status=status,
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
        cancel_reason="Ordered twice" if status == JobStatus.CANCELLED else "",
    )


def monday() -> datetime:
    today = timezone.localdate()
    first = today - timedelta(days=today.weekday())
    return timezone.make_aware(datetime.combine(first, time(8)))


def shares(client: Client) -> dict[str, tuple[int, float, float]]:
    page = client.get("/").content.decode()
    return {
        html.unescape(url): (int(percent), float(booked), float(working))
        for url, percent, booked, working in SHARE.findall(page)
    }


def test_utilisation_is_what_is_booked_of_what_is_worked(
    world: World, restored: None, sign_in: SignIn
) -> None:
    """A job of several days fills its days, not their nights."""
    visit(world, 1, monday(), 4, JobStatus.COMPLETED)
    visit(world, 2, monday() + timedelta(days=1), 34, JobStatus.SCHEDULED)  # until Wednesday
    visit(world, 3, monday() + timedelta(days=3), 8, JobStatus.CANCELLED)
    visit(world, 4, monday() + timedelta(days=7), 6, JobStatus.SCHEDULED)
    count_again()
    person = world.staff[Role.TECHNICIAN]
    week, following = (
        f"/jobs/?start={name}&technician={person.pk}" for name in ("week", "next_week")
    )
    for role in (Role.SCHEDULER, Role.TECHNICIAN):
        found = shares(sign_in(world.staff[role]))
        assert found[week] == (49, 22.0, 45.0), role
        assert found[following] == (13, 6.0, 45.0), role
    client = sign_in(person)
    assert 'id="count">2 jobs' in client.get(week).content.decode()
    assert 'id="count">1 job<' in client.get(following).content.decode()
    Absence.objects.using("owner").create(
        technician_id=person.pk,
        first_on=monday().date() + timedelta(days=3),
        last_on=monday().date() + timedelta(days=8),
    )
    count_again()
    assert shares(client)[week] == (81, 22.0, 27.0)  # away on Thursday and Friday
    assert shares(client)[following] == (22, 6.0, 27.0)  # and on Monday and Tuesday
    Setting.objects.using("owner").create(
        name="working_day", value={"days": [1, 2], "from": "08:00", "until": "12:00"}
    )
    count_again()
    assert shares(client)[week] == (100, 8.0, 8.0)


def test_the_busiest_come_first_and_the_others_behind_one_click(
    world: World, restored: None, sign_in: SignIn
) -> None:
    for number in range(12):
        email = f"t{number}@staff.example"
        User.objects.using("owner").create(email=email, name=f"T {number}", role=Role.TECHNICIAN)
    visit(world, 1, monday(), 9, JobStatus.COMPLETED)
    count_again()
    page = sign_in(world.staff[Role.MANAGEMENT]).get("/").content.decode()
    names = re.findall(r'<th scope="row">([^<]+)</th>', page)
    assert names[:2] == ["Everybody", "Technician"]
    assert len(names) == 14
    assert "6 more technicians" in page
    assert shares(sign_in(world.staff[Role.ADMIN]))["/jobs/?start=week"] == (2, 9.0, 585.0)


def test_only_those_who_plan_see_the_load_of_others(
    world: World, restored: None, sign_in: SignIn
) -> None:
    count_again()
    for role, person in world.staff.items():
        page = sign_in(person).get("/").content.decode()
        sees_all = role in (Role.ADMIN, Role.MANAGEMENT, Role.SCHEDULER)
        assert ("Utilisation" in page) == sees_all, role
        assert ("My weeks" in page) == (role is Role.TECHNICIAN), role
