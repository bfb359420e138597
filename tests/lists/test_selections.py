"""Selections: a snapshot of ids, with its exact count, of what its person may see."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.lists.background import sweep_selections
from realsync.lists.models import Selection
from tests.database import as_worker
from tests.made.words import CANARY, FENCED
from tests.world import World

SignIn = Callable[[User], Client]


@pytest.fixture
def office(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.MANAGEMENT])


def keep(client: Client, query: str = "", path: str = "/equipment/", **sent: Any) -> dict[str, int]:
    answer = client.post(f"{path}selection/?{query}", sent)
    assert answer.status_code == 200, answer.content
    found: dict[str, int] = answer.json()
    return found


def ids(selection: int) -> set[int]:
    return set(Selection.objects.using("owner").get(pk=selection).ids)


def codes(client: Client, address: str) -> list[str]:
    return re.findall(r'<tr class="row[^>]*data-id="(\d+)"', client.get(address).content.decode())


def test_all_that_match_are_a_snapshot(office: Client, world: World) -> None:
    found = keep(office, "q=Multimeter", all="1")
    assert found["count"] == 3
    assert ids(found["selection"]) == {each.pk for each in world.equipment}
    newer = world.equipment[0]
    Equipment.objects.using("owner").create(
        company_id=newer.company_id, branch=newer.branch, description="Multimeter after that"
    )
    Equipment.objects.using("owner").filter(pk=newer.pk).update(is_active=False)
    shown = codes(office, f"/equipment/?selection={found['selection']}")
    assert set(map(int, shown)) == ids(found["selection"])  # neither more nor fewer
    text = office.get(f"/equipment/?selection={found['selection']}").content.decode()
    assert "Only selected: 3 instruments" in text
    again = keep(office, "q=Multimeter", all="1")
    assert again["count"] == 3  # one came, one went


def test_single_rows_join_and_leave(office: Client, world: World) -> None:
    first = keep(office, "q=Multimeter", all="1")
    fenced, foreign = world.fenced_equipment[0].pk, world.foreign_equipment[0].pk
    gone = world.equipment[0].pk
    sent: dict[str, Any] = {
        "base": first["selection"],
        "ids": f"{fenced},{foreign}",
        "without": str(gone),
    }
    second = keep(office, "q=Multimeter", **sent)
    assert (second["count"], second["outside"]) == (4, 2)
    asked: dict[str, Any] = {"of": second["selection"], "ids": f"{fenced},{gone}"}
    assert office.get("/equipment/selection/", asked).json() == {"members": [fenced]}


def test_the_rows_between_two_are_those_of_the_list(office: Client) -> None:
    order = codes(office, "/equipment/?sort=-code")
    for ends in ((order[1], order[4]), (order[4], order[1])):
        found = keep(office, "sort=-code", between=",".join(ends))
        assert ids(found["selection"]) == set(map(int, order[1:5]))


def test_nobody_selects_what_they_do_not_see(world: World, sign_in: SignIn) -> None:
    bob = sign_in(world.bob)
    others = [each.pk for each in (*world.fenced_equipment, *world.foreign_equipment)]
    found = keep(bob, path="/portal/equipment/", ids=",".join(map(str, others)))
    assert found["count"] == 0
    found = keep(bob, path="/portal/equipment/", all="1")
    assert ids(found["selection"]) == {each.pk for each in world.equipment}


def test_a_link_opens_among_staff_and_for_no_other_client(
    world: World, sign_in: SignIn, office: Client
) -> None:
    mine = keep(office, all="1")["selection"]
    assert len(codes(sign_in(world.staff[Role.TECHNICIAN]), f"/equipment/?selection={mine}")) == 9
    of_alice = keep(sign_in(world.alice), path="/portal/equipment/", all="1")["selection"]
    bob = sign_in(world.bob)
    for selection in (mine, of_alice, 999_999, "x", "9" * 30):
        answer = bob.get(f"/portal/equipment/?selection={selection}")
        assert answer.status_code == 400
        assert "not kept any more" in answer.content.decode()
    # Were it open, its rows would still be read through Bob's own scope.
    Selection.objects.using("owner").filter(pk=of_alice).update(user=world.bob)
    text = bob.get(f"/portal/equipment/?selection={of_alice}").content.decode()
    assert FENCED not in text
    assert CANARY not in text


@pytest.mark.parametrize(
    "sent",
    [{}, {"ids": "x"}, {"ids": "1,,2"}, {"base": "7"}, {"between": "1"}, {"between": "1,2,3"},
     {"ids": ",".join(["1"] * 2001)}, {"ids": "-1"}],
)  # fmt: skip
def test_what_no_page_sends_is_refused(office: Client, sent: dict[str, str]) -> None:
    assert office.post("/equipment/selection/", sent).status_code == 400


def test_retired_rows_that_were_selected_show(office: Client, world: World) -> None:
    Equipment.objects.using("owner").filter(pk=world.equipment[0].pk).update(is_active=False)
    found = keep(office, "is_active=false", all="1")
    assert codes(office, f"/equipment/?selection={found['selection']}") == [
        str(world.equipment[0].pk)
    ]


def test_selections_are_swept(
    office: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, newer, newest = (keep(office, all="1")["selection"] for _each in range(3))
    Selection.objects.using("owner").filter(pk=old).update(
        created_at=timezone.now() - timedelta(hours=25)
    )
    assert office.get(f"/equipment/?selection={old}").status_code == 400
    monkeypatch.setattr("realsync.lists.background.MOST_KEPT", 1)
    with as_worker():
        sweep_selections()
    left = Selection.objects.using("owner").values_list("pk", flat=True)
    assert (old in left, newer in left, newest in left) == (False, False, True)


def test_a_selection_is_one_statement(office: Client) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO services (code, name, measurement_template)"
            " SELECT 'BULK-' || n, 'Weighing ' || n % 7, '{}' FROM generate_series(1, 2500) AS n"
        )
    assert keep(office, "q=Weighing", path="/services/", all="1")["count"] == 2500


def test_many_ids_are_searched_by_halves(
    office: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same rows as looked up one by one, in each order, with and without a filter."""
    kept = keep(
        office, "sort=-code", between=",".join(codes(office, "/equipment/?sort=-code")[1:6:4])
    )
    asked = [
        f"selection={kept['selection']}{more}" for more in ("", "&sort=-code", "&q=Multimeter")
    ]
    looked_up = [codes(office, f"/equipment/?{each}") for each in asked]
    assert len(looked_up[0]) == 5
    monkeypatch.setattr("realsync.lists.selections.MOST_LOOKED_UP", 0)
    assert [codes(office, f"/equipment/?{each}") for each in asked] == looked_up
