import html
import re
from collections.abc import Callable

from django.db import connections
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.dashboards.counted import by_owner, count_again
from tests.world import CANARY, World

SignIn = Callable[[User], Client]
TILE = re.compile(r'<a class="tile" href="([^"]+)">.*?tile-figure[^>]*>([\d,]+)<')


def test_staff_begin_with_what_is_overdue(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.staff[Role.SCHEDULER]).get("/").content.decode()
    overdue, due_next = page.split("Due next")
    assert "Multimeter number 0" in overdue
    assert "Multimeter number 1" in due_next
    assert "Multimeter number 2" not in page


def test_every_number_of_every_role_is_the_number_of_its_rows(
    world: World, restored: None, sign_in: SignIn
) -> None:
    count_again()
    for role, person in world.staff.items():
        client = sign_in(person)
        tiles = TILE.findall(client.get("/").content.decode())
        assert len(tiles) == 5, role
        for url, number in tiles:
            page = client.get(html.unescape(url).split("#")[0]).content.decode()
            assert re.search(rf'id="count">{number} ', page), (role, url)


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


def test_unchanged_figures_are_no_content(world: World, restored: None, sign_in: SignIn) -> None:
    count_again()
    client = sign_in(world.staff[Role.SCHEDULER])
    page = client.get("/").content.decode()
    seen = re.search(r'data-seen="(\w+)"', page)
    assert seen
    assert client.get("/figures/", {"seen": seen[1]}).status_code == 204
    count_again()
    answer = client.get("/figures/", {"seen": seen[1]})
    assert answer.status_code == 200
    fragment = answer.content.decode().strip()
    assert fragment in client.get("/").content.decode()
