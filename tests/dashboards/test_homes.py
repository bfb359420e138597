from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client

from dashboards import sizes
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import CANARY, World

SignIn = Callable[[User], Client]


def test_staff_begin_with_what_is_overdue(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.staff[Role.SCHEDULER]).get("/").content.decode()
    overdue, due_next = page.split("Due next")
    assert "Multimeter number 0" in overdue
    assert "Multimeter number 1" in due_next
    assert "Multimeter number 2" not in page


def test_sizes_are_exact_as_far_as_they_are_counted(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(world.staff[Role.SCHEDULER])
    tile = '"tile-label">Companies</span><span class="tile-figure">{}<'
    assert tile.format(3) in client.get("/").content.decode()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE companies")
    monkeypatch.setattr(sizes, "MOST_EXACT", 2)
    assert tile.format("≈ 3") in client.get("/").content.decode()


def test_a_client_begins_with_their_own_figures(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.alice).get("/portal/").content.decode()
    assert '<span class="tile-figure bad">2</span>' in page  # overdue
    assert '<span class="tile-figure warn">4</span>' in page  # within 30 days
    assert "2 without a due date" in page
    assert CANARY not in page


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
