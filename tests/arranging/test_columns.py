"""Columns: chosen, ordered and sized by each person for themselves."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.lists import rows
from realsync.lists.layout import Layout
from realsync.lists.listing import LISTED
from tests.world import World

SignIn = Callable[[User], Client]
CELLS = re.compile(r'<td[^>]*data-label="([^"]+)"')
HEADERS = re.compile(r'<th scope="col"[^>]*>(?:<a [^>]*>)?([^<]+)')


@pytest.fixture
def office(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.MANAGEMENT])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def shown(text: str) -> tuple[list[str], list[str]]:
    """The headers, and the labels of the first row's cells."""
    first = text[text.index('<tr class="row') :].partition("</tr>")[0]
    return HEADERS.findall(text), CELLS.findall(first)


def test_every_list_has_a_cell_for_each_column(office: Client) -> None:
    page(office, "/equipment/")
    assert len(LISTED) >= 20
    for listing, _guard in LISTED.values():
        env = rows._environment("en")
        source = env.loader.get_source(env, listing.row_template)[0]  # type: ignore[union-attr]
        cells = [found[1] for found in rows.CELL.finditer(source)]
        assert len(cells) == len(listing.table.base_columns), listing.name
        assert 'class="primary' in cells[0], listing.name
        every = tuple((name, 0) for name in reversed(list(listing.table.base_columns)))
        rows._arranged("en", listing.row_template, listing.table.places(Layout(every).names))


def test_a_choice_is_kept_and_reaches_rows_and_headers(office: Client, world: World) -> None:
    chosen = {"asked": "q=Multimeter", "column": ["description", "next_due_on", "asset_number"]}
    answer = office.post("/lists/equipment/columns/", {**chosen, "width-next_due_on": "300"})
    assert (answer.status_code, answer["Location"]) == (302, "/equipment/?q=Multimeter")
    text = page(office, "/equipment/?q=Multimeter")
    assert shown(text) == (["Instrument", "Next due", "Asset number"],) * 2
    assert re.findall(r'<col width="([^"]+)">', text) == ["36.99%", "43.35%", "19.65%"]
    assert ' p4"' not in text  # what was chosen does not step back
    assert shown(page(office, "/branches/"))[0][0] == "Branch"
    office.post("/lists/equipment/columns/", {"reset": "1", "asked": ""})
    assert len(shown(page(office, "/equipment/"))[0]) == 9


def test_columns_of_an_address_are_shown_and_not_kept(office: Client) -> None:
    text = page(office, "/equipment/?columns=serial,code:90&density=dense")
    assert shown(text)[0] == ["Instrument", "Serial", "Code"]  # a row without its name is none
    assert 'data-density="dense"' in text
    assert "columns=description%2Cserial%2Ccode%3A90&amp;density=dense" in text  # in its links
    assert len(shown(page(office, "/equipment/"))[0]) == 9
    assert shown(page(office, "/equipment/rows/?columns=code"))[1] == ["Instrument", "Code"]


@pytest.mark.parametrize(
    "columns", ["nothing", "code,code", "code:-1", "code:1e9", "code:٣", ",", "code:", "password"]
)
def test_columns_that_there_are_not_are_refused(office: Client, columns: str) -> None:
    status = 200 if columns == "code:" else 400
    assert office.get("/equipment/", {"columns": columns}).status_code == status


def test_a_column_moves_without_a_script(office: Client) -> None:
    names = ["description", "code", "serial"]
    text = office.post(
        "/lists/equipment/columns/", {"order": names, "column": names, "up": "serial"}
    )
    order = re.findall(r'name="order" value="([^"]+)"', text.content.decode())
    assert order[:3] == ["description", "serial", "code"]
    assert len(order) == 9


def test_height_of_rows_is_the_profiles(office: Client, world: World) -> None:
    office.post("/lists/equipment/columns/", {"density": "dense", "column": "description"})
    assert User.objects.get(pk=world.staff[Role.MANAGEMENT].pk).density == "dense"
    assert office.post("/lists/equipment/columns/", {"density": "huge"}).status_code == 400


def test_who_may_not_see_a_list_does_not_arrange_it(world: World, sign_in: SignIn) -> None:
    client, technician = sign_in(world.alice), sign_in(world.staff[Role.TECHNICIAN])
    assert client.get("/lists/equipment/columns/").status_code == 404
    assert client.get("/lists/portal-equipment/columns/").status_code == 200
    assert technician.get("/lists/quotes/views/").status_code == 403
    assert technician.get("/lists/nothing/views/").status_code == 404
