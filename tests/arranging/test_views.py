"""Saved views: whose they are, who opens them, and that they widen nobody's scope."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.arranging import actions
from realsync.lists.models import SavedView
from tests.made.words import CANARY
from tests.world import World

SignIn = Callable[[User], Client]
VIEWS = "/lists/equipment/views/"


@pytest.fixture
def office(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.MANAGEMENT])


@pytest.fixture
def sales(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.SALES])


def headers(client: Client, address: str) -> list[str]:
    text = client.get(address).content.decode()
    return re.findall(r'<th scope="col"[^>]*>(?:<a [^>]*>)?([^<]+)', text)


def latest() -> SavedView:
    return SavedView.objects.using("owner").latest("pk")


def test_a_view_keeps_filters_order_and_columns(office: Client, world: World) -> None:
    asked = "q=Multimeter&sort=-serial&columns=description,serial:200&density=dense&page=1"
    answer = office.post(VIEWS, {"name": "  By  serial ", "asked": asked})
    view = latest()
    assert answer["Location"] == f"/equipment/?view={view.pk}"
    assert view.name == "By serial"
    assert not view.is_shared
    page = office.get(f"/equipment/?view={view.pk}")
    text = page.content.decode()
    assert 'value="Multimeter"' in text
    assert 'aria-sort="descending"' in text
    assert 'data-density="dense"' in text
    assert headers(office, f"/equipment/?view={view.pk}") == ["Instrument", "Serial"]
    # What changes from there says it in full: the last filter can be taken away as well.
    cleared = re.search(r'class="chip" href="([^"]+)"', text)
    assert cleared
    without = cleared[1].replace("&amp;", "&")
    assert f"view={view.pk}" in without
    assert "1 overdue" not in office.get(without).content.decode()
    assert 'value="Multimeter"' not in office.get(without).content.decode()
    assert headers(office, without) == ["Instrument", "Serial"]


def test_the_list_opens_with_the_preferred_view(office: Client, world: World) -> None:
    office.post("/lists/equipment/opening/", {"view": world.views["shared"].pk})
    preferred = office.get("/equipment/").content.decode()
    assert "sort=-serial" in preferred
    every = office.get("/equipment/?view=all").content.decode()
    assert "sort=-next_due_on" in every
    assert 'name="view" value="all"' in every  # also after the next filter
    assert "sort=-next_due_on" in office.get("/equipment/?q=Multi").content.decode()
    SavedView.objects.using("owner").filter(pk=world.views["shared"].pk).update(is_shared=False)
    assert "sort=-next_due_on" in office.get("/equipment/").content.decode()
    office.post("/lists/equipment/opening/", {"view": ""})
    assert User.objects.get(pk=world.staff[Role.MANAGEMENT].pk).list_settings["equipment"] == {}


def test_anothers_private_view_answers_as_unknown(sales: Client, world: World) -> None:
    pk = world.views["own"].pk
    for path in (f"/equipment/?view={pk}", "/equipment/?view=999999", "/equipment/?view=x"):
        assert sales.get(path).status_code == 404
    for path in (f"{VIEWS}{pk}/", f"{VIEWS}{pk}/deletion/", f"{VIEWS}999999/"):
        assert sales.post(path, {"name": "Mine now"}).status_code == 404
    assert sales.post("/lists/equipment/opening/", {"view": pk}).status_code == 404
    assert sales.post("/lists/equipment/opening/", {"view": "9" * 30}).status_code == 404
    assert sales.get(f"/companies/?view={world.views['shared'].pk}").status_code == 404


def test_a_shared_view_is_read_by_staff_and_changed_by_its_owner(
    office: Client, sales: Client, world: World, sign_in: SignIn
) -> None:
    pk = world.views["shared"].pk
    assert office.get(f"/equipment/?view={pk}").status_code == 200
    assert "By serial" in office.get(VIEWS).content.decode()
    assert office.post(f"{VIEWS}{pk}/", {"name": "Mine now"}).status_code == 404
    assert sign_in(world.alice).get(f"/portal/equipment/?view={pk}").status_code == 404
    sales.post(f"{VIEWS}{pk}/", {"asked": f"view={pk}&sort=-code"})
    sales.post(f"{VIEWS}{pk}/", {"name": "By code", "is_shared": "on"})
    view = SavedView.objects.using("owner").get(pk=pk)
    assert (view.name, view.query) == ("By code", "sort=-code&columns=usual")
    sales.post(f"{VIEWS}{pk}/deletion/")
    verbs = Activity.objects.using("owner").filter(entity_type="savedview", entity_id=pk)
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "saved_view.changed",
        "saved_view.changed",
        "saved_view.withdrawn",
    ]


def test_a_client_saves_for_themselves_alone(world: World, sign_in: SignIn) -> None:
    alice, bob = sign_in(world.alice), sign_in(world.bob)
    address = "/lists/portal-equipment/views/"
    alice.post(address, {"name": "Mine", "is_shared": "on", "asked": "status=missing"})
    view = latest()
    assert (view.owner_id, view.is_shared) == (world.alice.pk, False)
    assert alice.get(f"/portal/equipment/?view={view.pk}").status_code == 200
    assert bob.get(f"/portal/equipment/?view={view.pk}").status_code == 404
    assert CANARY not in alice.get(address).content.decode()


def test_a_view_never_widens_a_scope(world: World, sign_in: SignIn) -> None:
    """Even one that names a stranger's branch: whoever opens it reads through their own scope."""
    view = SavedView.objects.using("owner").create(
        owner=world.alice,
        listing="portal-equipment",
        name="Elsewhere",
        query=f"branch={world.foreign_branch.pk}",
    )
    text = sign_in(world.alice).get(f"/portal/equipment/?view={view.pk}").content.decode()
    assert CANARY not in text
    assert "cannot be opened any more" in text
    assert "Multimeter" in text


@pytest.mark.parametrize("query", ["status=gone", "sort=gone", "columns=gone,serial", "gone=1"])
def test_a_view_from_before_a_change_opens(office: Client, world: World, query: str) -> None:
    SavedView.objects.using("owner").filter(pk=world.views["own"].pk).update(query=query)
    office.post("/lists/equipment/opening/", {"view": world.views["own"].pk})
    for address in ("/equipment/", f"/equipment/?view={world.views['own'].pk}"):
        answer = office.get(address)
        assert answer.status_code == 200
        told = "cannot be opened any more" in answer.content.decode()
        assert told == (query in ("status=gone", "sort=gone"))


def test_names_are_checked(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "   ", "x" * 81, "MISSING ones"):
        answer = office.post(VIEWS, {"name": name, "asked": ""})
        assert answer.status_code == 422, name
    assert "You have a view of this name already." in answer.content.decode()
    monkeypatch.setattr(actions, "MOST_VIEWS", 1)
    answer = office.post(VIEWS, {"name": "One more", "asked": ""})
    assert (answer.status_code, "You have 1 views" in answer.content.decode()) == (422, True)
    assert office.post(VIEWS, {"name": "Long", "asked": "q=" + "x" * 5000}).status_code == 400


def test_two_tabs_save_one_view_of_a_name(world: World, restored: None, sign_in: SignIn) -> None:
    office = [sign_in(world.staff[Role.MANAGEMENT]) for _tab in range(2)]

    def save(client: Client) -> int:
        try:
            return client.post(VIEWS, {"name": "Both", "asked": ""}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, office)) == [302, 422]
