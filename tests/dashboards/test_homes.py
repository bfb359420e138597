import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connections
from django.test import Client
from django.utils import timezone

from jobs.work.models import Job, JobGrant
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.dashboards.counted import by_owner, count_again
from tests.made.words import CANARY, ELSEWHERE
from tests.world import World

SignIn = Callable[[User], Client]


def test_staff_begin_with_what_is_overdue(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.staff[Role.SCHEDULER]).get("/").content.decode()
    overdue, due_next = page.split("Longest overdue")[1].split("Due next")
    assert "Multimeter number 0" in overdue
    assert "Multimeter number 1" in due_next
    assert "Multimeter number 2" not in page


def test_a_number_keeps_its_age_when_rows_change(
    world: World, restored: None, sign_in: SignIn
) -> None:
    count_again()
    by_owner("UPDATE view_health SET refreshed_at = current_date + time '14:05'")
    by_owner("UPDATE companies SET is_active = false WHERE id = %s", world.corona.pk)
    client = sign_in(world.staff[Role.SALES])
    page = client.get("/").content.decode()
    assert 'href="/companies/#counted=3&amp;at=14%3A05"' in page
    assert "counted at 14:05" in page
    assert 'id="count">2 companies' in client.get("/companies/").content.decode()


def test_what_could_not_be_counted_again_is_told(
    world: World, restored: None, sign_in: SignIn
) -> None:
    count_again()
    client = sign_in(world.staff[Role.SALES])
    assert "could not be counted again" not in client.get("/").content.decode()
    by_owner("UPDATE view_health SET error = 'x', failed_at = now()")
    assert "could not be counted again" in client.get("/").content.decode()
    by_owner("DELETE FROM view_health")
    assert "once they have been counted" in client.get("/").content.decode()


def test_a_client_begins_with_their_own_figures(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.alice).get("/portal/").content.decode()
    assert '<span class="tile-figure bad">2</span>' in page  # overdue
    assert '<span class="tile-figure warn">4</span>' in page  # within 30 days
    assert "2 without a due date" in page
    assert CANARY not in page


def test_a_client_sees_when_we_come_what_waits_and_what_is_new(
    world: World, restored: None, sign_in: SignIn
) -> None:
    start = timezone.now() + timedelta(days=3)
    for name in ("own", "fenced"):
        Job.objects.using("owner").filter(pk=world.jobs[name].pk).update(
            status="scheduled",
            technician_id=world.staff[Role.TECHNICIAN].pk,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
        )
        start += timedelta(days=1)
    bob, alice = (main_of(sign_in(person).get("/portal/").content.decode()) for person in (
        world.bob, world.alice,
    ))  # fmt: skip
    technician = world.staff[Role.TECHNICIAN].name.lower()
    for words in ("visit in spring", technician, "yearly calibration", "the gate is on the left"):
        assert words in bob, words
    assert "fenced" not in bob
    assert "two doors fenced" in alice
    # Of news, each reads for themselves; Bob has read what Alice has not.
    assert ("new gauge blocks" in bob, "new gauge blocks" in alice) == (False, True)


def test_a_client_without_a_grant_is_told_what_to_do(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.frank)
    assert "No company yet" in client.get("/portal/").content.decode()
    assert "0 instruments" in client.get("/portal/equipment/").content.decode()


def test_times_are_shown_in_the_viewers_zone(world: World, restored: None, sign_in: SignIn) -> None:
    person = world.staff[Role.SALES]
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE services DISABLE TRIGGER services_version")
        cursor.execute("UPDATE services SET created_at = '2026-03-01 22:30+00'")
        cursor.execute("ALTER TABLE services ENABLE TRIGGER services_version")
    path = f"/services/{world.service.pk}/"
    assert "1 Mar 2026, 22:30" in sign_in(person).get(path).content.decode()
    User.objects.using("owner").filter(pk=person.pk).update(time_zone="Asia/Tokyo")
    assert "2 Mar 2026, 07:30" in sign_in(person).get(path).content.decode()
    User.objects.using("owner").filter(pk=person.pk).update(time_zone="Nowhere/Land")
    assert "1 Mar 2026, 22:30" in sign_in(person).get(path).content.decode()


def main_of(page: str) -> str:
    """What it says, without menus and dialogs, in small letters."""
    return page.split("<main")[1].split("</main>")[0].lower()


def seen_in(page: str, name: str) -> str:
    found = re.search(rf'id="{name}"[^>]* data-seen="(\w+)"', page)
    assert found
    return found[1]


def test_unchanged_figures_are_no_content(world: World, restored: None, sign_in: SignIn) -> None:
    count_again()
    client = sign_in(world.staff[Role.SCHEDULER])
    seen = {"seen": seen_in(client.get("/").content.decode(), "figures")}
    assert client.get("/figures/", seen).status_code == 204
    by_owner("UPDATE view_health SET refreshed_at = refreshed_at - interval '2 minutes'")
    answer = client.get("/figures/", seen)
    assert answer.status_code == 200
    fragment = answer.content.decode().strip()
    assert fragment in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("my_tasks", "UPDATE tasks SET title = 'Call them now' WHERE assignee_id = {person}"),
        ("my_jobs", "UPDATE jobs SET title = 'Call them now' WHERE technician_id = {person}"),
    ],
)
def test_my_work_is_no_content_until_it_changes(
    world: World, restored: None, sign_in: SignIn, name: str, change: str
) -> None:
    person = world.staff[Role.TECHNICIAN]
    client, path = sign_in(person), f"/{name.replace('_', '-')}/"
    page = client.get("/").content.decode()
    assert f'id="{name}" data-poll="{path}" data-every="30"' in page
    seen = {"seen": seen_in(page, name)}
    answer = client.get(path, seen)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Cache-Control"].startswith("no-store")
    by_owner(change.format(person=person.pk))
    answer = client.get(path, seen)
    fragment = answer.content.decode().strip()
    assert "Call them now" in fragment
    assert fragment in client.get("/").content.decode()


def test_a_technician_begins_with_their_own_jobs_and_no_others(
    world: World, restored: None, sign_in: SignIn
) -> None:
    """Nor with one that they were only given sight of."""
    JobGrant.objects.using("owner").create(
        user=world.staff[Role.TECHNICIAN],
        content_object=world.jobs["other"],
        permission=Permission.objects.using("owner").get(codename="see_job"),
    )
    count_again()
    client = sign_in(world.staff[Role.TECHNICIAN])
    for path in ("/", "/my-jobs/"):
        page = client.get(path).content.decode()
        assert "Visit in spring" in page
        assert ELSEWHERE not in page
    assert "quotes" not in main_of(client.get("/").content.decode())


@pytest.mark.parametrize(
    ("role", "status", "card"),
    [
        (Role.SCHEDULER, "accepted", "Jobs to schedule"),
        (Role.MANAGEMENT, "pending_review", "Jobs to review"),
        (Role.ADMIN, "pending_review", "Jobs to review"),
    ],
)
def test_each_begins_with_the_jobs_that_wait_for_them(
    world: World, restored: None, sign_in: SignIn, role: Role, status: str, card: str
) -> None:
    client = sign_in(world.staff[role])
    assert "Visit in spring" not in client.get("/my-jobs/").content.decode()
    by_owner("ALTER TABLE jobs DISABLE TRIGGER jobs_move")
    by_owner("UPDATE jobs SET status = %s WHERE id = %s", status, world.jobs["own"].pk)
    by_owner("ALTER TABLE jobs ENABLE TRIGGER jobs_move")
    page = client.get("/my-jobs/").content.decode()
    assert card in page
    assert "Visit in spring" in page


def test_sales_begin_with_their_quotes_and_the_next_visits(
    world: World, restored: None, sign_in: SignIn
) -> None:
    page = sign_in(world.staff[Role.SALES]).get("/").content.decode()
    assert "Yearly calibration" in page.split("My quotes without an answer")[1]
    assert "Next visits" in page
    other = User.objects.using("owner").create(email="s2@staff.example", name="S", role=Role.SALES)
    theirs = sign_in(other).get("/").content.decode()
    assert "None of your quotes waits for anybody." in theirs


def test_onboarding_begins_with_what_has_no_date_and_no_owner(
    world: World, sign_in: SignIn
) -> None:
    page = sign_in(world.staff[Role.ONBOARDING]).get("/").content.decode()
    assert "Somebody must look at this" in page.split("Nobody's tasks")[-1]
    assert "Multimeter number 2" in page.split("Without a due date")[-1]
    assert "quotes" not in main_of(page)


def test_bars_are_read_without_their_colour(world: World, restored: None, sign_in: SignIn) -> None:
    """Each has its name and its number beside it, and screen readers skip the drawing."""
    count_again()
    page = sign_in(world.staff[Role.SCHEDULER]).get("/").content.decode()
    bars = re.findall(r'<li><a href="[^"]+">([^<]+)</a><svg class="bar"[^>]*>.*?</svg>'
                      r"<strong>([\d,]+)</strong></li>", page)  # fmt: skip
    assert len(bars) == 7 + 4
    assert page.count('<svg class="bar') == page.count('aria-hidden="true"><rect')
