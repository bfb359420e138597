"""Any place of a long list: the rows that one would have scrolled to, for whoever may see them."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import ProgrammingError, connections
from django.test import Client

from equipment.models import Service
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.lists import anchoring, anchors
from realsync.lists.background import build_anew, sweep_anchors
from realsync.lists.models import Anchors
from realsync.outbox.models import OutboxRow
from tests.certificates.making import work_off
from tests.database import as_worker
from tests.world import World

SignIn = Callable[[User], Client]
ID = re.compile(r'data-id="(\d+)"')
ROWS = "/services/rows/?sort=code"
GAP = 100
MANY = 1_120


@pytest.fixture
def office(world: World, sign_in: SignIn, restored: None) -> Client:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO services (code, name, measurement_template)"
            " SELECT 'BULK-' || lpad(n::text, 5, '0'), 'Weighing ' || n %% 7, '{}'"
            " FROM generate_series(1, %s) AS n",
            [MANY],
        )
    return sign_in(world.staff[Role.MANAGEMENT])


@pytest.fixture
def small_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand rows are to anchors of a hundred what a million are to those of the house."""
    for module in (anchors, anchoring):
        monkeypatch.setattr(module, "GAP", GAP)
    monkeypatch.setattr(anchors, "MOST_COUNTED", GAP)


def ids(client: Client, query: str) -> list[int]:
    answer = client.get(f"{ROWS}&{query}")
    assert answer.status_code == 200
    return [int(pk) for pk in ID.findall(answer.content.decode())]


def in_order() -> list[int]:
    active = Service.objects.using("owner").filter(is_active=True)
    return list(active.order_by("code").values_list("pk", flat=True))


def mark(client: Client, query: str, name: str) -> str:
    found = re.search(rf' data-{name}="([^"]*)"', client.get(f"{ROWS}&{query}").content.decode())
    return found[1] if found else ""


def test_a_place_shows_the_rows_of_that_place(office: Client) -> None:
    all_rows = in_order()
    for place in (0, 1, 49, 700, len(all_rows) - 50):
        assert ids(office, f"place={place}") == all_rows[place : place + 50], place
        assert mark(office, f"place={place}", "place") == str(place)
    last = f"place={len(all_rows)}"
    assert ids(office, last) == ids(office, "place=999999999") == all_rows[-50:]
    assert mark(office, last, "after") == mark(office, last, "place") == ""
    assert "data-before" in office.get(f"{ROWS}&{last}").content.decode()
    assert "data-before" not in office.get(f"{ROWS}&place=0").content.decode()
    again = mark(office, "place=700", "start")
    assert ids(office, f"top={again}") == all_rows[700:750]
    assert office.get(f"/services/?sort=-code&top={again}").status_code == 400


def test_anchors_lead_anywhere(office: Client, small_gaps: None) -> None:
    all_rows = in_order()
    for place in (100, 250, 999, 1_120):
        assert ids(office, f"place={place}") == all_rows[place : place + 50], place
    (kept,) = Anchors.objects.using("owner").all()
    assert (kept.total, len(kept.keys)) == (len(all_rows), 11)
    assert mark(office, "place=500", "total") == str(len(all_rows))
    # The same order the other way round, and with a filter, is another list.
    assert ids(office, "sort=-code&place=500") == all_rows[::-1][500:550]
    office.get(f"{ROWS}&q=Weighing&place=300")
    assert Anchors.objects.using("owner").count() == 3


def test_places_drift_until_a_worker_has_built_anew(
    office: Client, small_gaps: None, world: World
) -> None:
    before = ids(office, "place=500")
    Service.objects.using("owner").bulk_create(
        Service(code=f"A-{n}", name="New", measurement_template={}) for n in range(20)
    )
    assert ids(office, "place=500") == before  # twenty rows off, none missing or repeated
    Anchors.objects.using("owner").update(asked_at="2026-01-01T00:00Z")
    for _twice in range(2):
        assert ids(office, "place=500") == before
    asked = OutboxRow.objects.using("owner").filter(task=build_anew.name, done_at=None)
    assert asked.count() == 1  # many who jump ask once
    work_off()
    assert ids(office, "place=500") == in_order()[500:550]


def test_those_of_one_scope_are_not_read_in_another(
    office: Client, small_gaps: None, world: World
) -> None:
    ids(office, "place=500")
    with as_user(world.staff[Role.MANAGEMENT]):
        assert Anchors.objects.count() == 1
    for role in (Role.TECHNICIAN, Role.ONBOARDING):
        with as_user(world.staff[role]):
            assert Anchors.objects.count() == 0
    with pytest.raises(ProgrammingError), as_user(world.alice):
        Anchors.objects.count()
    # Nor written there: the key of the scope is the database's own.
    kept = Anchors.objects.using("owner").get()
    kept.digest = "another"
    with pytest.raises(ProgrammingError), as_user(world.staff[Role.TECHNICIAN]):
        Anchors.objects.bulk_create([kept])


def test_a_list_without_a_scope_is_built_anew_by_the_next_jump(
    office: Client, small_gaps: None, world: World, sign_in: SignIn
) -> None:
    User.objects.using("owner").bulk_create(
        User(name=f"Person {n:03}", email=f"person-{n}@house.example", role=Role.SALES)
        for n in range(3 * GAP)
    )
    admin = sign_in(world.staff[Role.ADMIN])

    def people() -> list[int]:
        rows = User.objects.using("owner").filter(is_active=True).order_by("name", "pk")
        return list(rows.values_list("pk", flat=True))

    def jump() -> list[int]:
        answer = admin.get("/users/rows/?sort=name&place=250")
        return [int(pk) for pk in ID.findall(answer.content.decode())]

    assert jump() == people()[250:300]
    before = people()
    User.objects.using("owner").filter(pk=before[120]).update(is_active=False)
    assert jump() == before[250:300]
    Anchors.objects.using("owner").update(asked_at="2026-01-01T00:00Z")
    assert jump() == people()[250:300]


def test_many_first_jumps_at_once_agree(
    office: Client, small_gaps: None, world: World, sign_in: SignIn
) -> None:
    clients = [sign_in(world.staff[Role.MANAGEMENT]) for _each in range(4)]
    barrier = Barrier(len(clients))

    def jump(client: Client) -> list[int]:
        try:
            barrier.wait(20)
            return ids(client, "place=640")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as pool:
        found = list(pool.map(jump, clients))
    assert found == [in_order()[640:690]] * len(clients)
    assert Anchors.objects.using("owner").count() == 1


def test_anchors_where_nobody_jumps_are_swept(office: Client, small_gaps: None) -> None:
    ids(office, "place=640")
    Anchors.objects.using("owner").update(asked_at="2026-01-01T00:00Z")
    with as_worker():
        sweep_anchors()
    assert Anchors.objects.using("owner").count() == 0
