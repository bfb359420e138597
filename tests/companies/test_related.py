"""Lists inside record pages: their own rows, figures and addresses."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from companies.models import Branch, Note
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.guards.pages import UNKNOWN_ID
from tests.world import World

SignIn = Callable[[User], Client]
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.S)
TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def office(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.SCHEDULER])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def figures(page: str) -> list[str]:
    return re.findall(r'class="tile-figure[^"]*">([^<]+)<', page)


def cells(page: str, row: int = 0) -> list[str]:
    found = re.findall(r'<tr class="row.*?</tr>', page, re.S)
    return [TAG.sub("", cell) for cell in CELL.findall(found[row])]


def test_a_company_at_a_glance(office: Client, world: World, restored: None) -> None:
    address = f"/companies/{world.aster.pk}/glance/"
    assert figures(text(office, address))[:4] == ["2", "4", "6", "2"]
    Note.objects.using("owner").create(
        entity_type="branch",
        entity_id=world.north.pk,
        text="They move in May.",
        kind="visit",
        author=world.staff[Role.SALES],
    )
    assert "Visit" in text(office, address)
    assert "Visit" in text(office, f"/branches/{world.north.pk}/glance/")
    assert "Visit" not in text(office, f"/branches/{world.south.pk}/glance/")


def test_each_branch_with_its_figures(office: Client, world: World) -> None:
    page = text(office, f"/companies/{world.aster.pk}/branches/")
    assert cells(page)[2:] == ["1", "2", "3"]
    assert f"due_within=overdue&amp;branch={world.north.pk}" in page
    assert str(world.foreign_branch) not in page


def test_what_is_to_be_done_comes_first(office: Client, world: World) -> None:
    page = text(office, f"/companies/{world.aster.pk}/equipment/")
    assert "10 days overdue" in cells(page)[-1]
    assert cells(page, 5)[-1] == "No date"


def test_a_card_sorts_and_filters_at_addresses_of_its_own(office: Client, world: World) -> None:
    here = f"/branches/{world.north.pk}/equipment/"
    page = text(office, f"{here}?due_within=30&sort=-serial")
    assert f'hx-get="{here}?due_within=30&amp;sort=serial"' in page
    assert f"/equipment/?due_within=30&amp;branch={world.north.pk}&amp;sort=-serial" in page
    assert f'data-from="due_within=30&amp;branch={world.north.pk}&amp;sort=-serial"' in page
    assert "2 instruments" in page
    assert "hx-push-url" not in page


def test_nobody_asks_a_card_for_another_place(office: Client, world: World) -> None:
    page = text(office, f"/branches/{world.north.pk}/equipment/?branch={world.foreign_branch.pk}")
    assert "Multimeter number 0" in page
    assert "3 instruments" in page


def test_a_card_goes_on_by_cursors_of_its_own(office: Client, world: World, restored: None) -> None:
    Equipment.objects.using("owner").bulk_create(
        Equipment(company=world.aster, branch=world.north, description=f"Gauge {number}")
        for number in range(60)
    )
    page = text(office, f"/branches/{world.north.pk}/equipment/")
    rows = re.search(r'data-rows="(/branches/\d+/equipment/rows/\?)"', page)
    after = re.search(r'data-after="([^"]+)"', page)
    assert rows
    assert after
    more = f"{rows[1]}after={after[1]}"
    assert len(re.findall('<tr class="row', text(office, more))) == 13
    elsewhere = more.replace(f"/{world.north.pk}/", f"/{world.south.pk}/")
    assert office.get(elsewhere).status_code == 400


def test_the_instruments_of_a_service_by_their_plans(office: Client, world: World) -> None:
    page = text(office, f"/services/{world.service.pk}/plans/")
    assert "6 active plans" in page
    assert "10 days overdue" in cells(page)[-1]
    assert ">6<" in text(office, f"/services/{world.service.pk}/")


def test_unknown_records_have_no_cards(office: Client) -> None:
    parts = ["companies/{}/glance/", "companies/{}/equipment/rows/", "companies/{}/branches/"]
    parts += ["branches/{}/equipment/", "branches/{}/glance/", "services/{}/plans/rows/"]
    for part in parts:
        assert office.get("/" + part.format(UNKNOWN_ID)).status_code == 404


@pytest.mark.parametrize(
    ("role", "edits", "creates"),
    [
        (Role.SALES, True, True),
        (Role.ONBOARDING, False, True),
        (Role.SCHEDULER, False, False),
        (Role.TECHNICIAN, False, False),
    ],
)
def test_nobody_sees_a_button_that_they_may_not_press(
    world: World, sign_in: SignIn, role: Role, edits: bool, creates: bool
) -> None:
    page = text(sign_in(world.staff[role]), f"/companies/{world.aster.pk}/")
    assert ("data-edit" in page) is edits
    assert (f"/companies/{world.aster.pk}/retirement/" in page) is edits
    assert (f"/branches/new/?company={world.aster.pk}" in page) is creates


@pytest.mark.parametrize(
    ("role", "creates"), [(Role.TECHNICIAN, True), (Role.SALES, True), (Role.SCHEDULER, False)]
)
def test_an_instrument_is_added_where_it_stands(
    world: World, restored: None, sign_in: SignIn, role: Role, creates: bool
) -> None:
    client, link = sign_in(world.staff[role]), f"/equipment/new/?branch={world.north.pk}"
    assert (link in text(client, f"/branches/{world.north.pk}/")) is creates
    Branch.objects.using("owner").filter(pk=world.north.pk).update(is_active=False)
    assert link not in text(client, f"/branches/{world.north.pk}/")
