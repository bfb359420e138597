"""The list that a record was opened from rides along, and nothing in it is trusted."""

import re
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from equipment.models import Equipment, Service
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import World

SignIn = Callable[[User], Client]
PAGER = re.compile(r'<nav class="steps".*?</nav>', re.S)


@pytest.fixture
def office(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.staff[Role.SCHEDULER])


def opened(client: Client, pk: int, asked: str) -> str:
    answer = client.get(f"/equipment/{pk}/?{urlencode({'from': asked})}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_record_leads_on_and_back(office: Client, world: World) -> None:
    first, second, third = world.equipment
    page = opened(office, second.pk, f"branch={world.north.pk}")
    trail = f"?from=branch%3D{world.north.pk}"
    assert f'href="/equipment/{first.pk}/{trail}" rel="prev" data-previous' in page
    assert f'href="/equipment/{third.pk}/{trail}" rel="next" data-next' in page
    assert f"/equipment/?branch={world.north.pk}&amp;at={second.pk}" in page
    assert "filtered" in page


def test_who_may_edit_keeps_the_list(world: World, sign_in: SignIn) -> None:
    pk = world.equipment[1].pk
    page = opened(sign_in(world.staff[Role.SALES]), pk, "sort=serial")
    assert f"/equipment/{pk}/edit/?from=sort%3Dserial" in page


def test_the_ends_of_a_list_say_so(office: Client, world: World) -> None:
    first, _, last = world.equipment
    asked = f"branch={world.north.pk}"
    assert "data-previous" not in opened(office, first.pk, asked)
    assert "data-next" not in opened(office, last.pk, asked)


def test_without_a_list_there_is_no_pager(office: Client, world: World) -> None:
    page = office.get(f"/equipment/{world.equipment[0].pk}/").content.decode()
    assert not PAGER.search(page)


@pytest.mark.parametrize(
    "asked",
    [
        "sort=password",
        "sort=-id;drop",
        "branch=999999999",
        "branch=1 or 1",
        "status=unknown",
        "q=" + "a" * 300,
        "due_within=\x00",
        "at=x",
        "page=0",
        "per_page=7",
        "&" * 1200,
        "category=" + "ü" * 2000,
    ],
)
def test_a_list_that_there_is_not_leads_nowhere(office: Client, world: World, asked: str) -> None:
    address = f"/equipment/{world.equipment[0].pk}/?from={quote(asked)}"
    answer = office.get(address)
    assert answer.status_code in (200, 400)
    assert not PAGER.search(answer.content.decode())


def test_a_record_that_a_filter_no_longer_shows_keeps_its_place(
    office: Client, world: World, restored: None
) -> None:
    first, second, third = world.equipment
    Equipment.objects.using("owner").filter(pk=second.pk).update(status="missing")
    page = opened(office, second.pk, f"status=in_service&branch={world.north.pk}")
    assert f"/equipment/{first.pk}/?from" in page
    assert f"/equipment/{third.pk}/?from" in page


def test_without_scripts_the_referer_tells(office: Client, world: World) -> None:
    pk = world.equipment[1].pk
    came = {"Referer": f"http://testserver/equipment/?branch={world.north.pk}&page=1"}
    page = office.get(f"/equipment/{pk}/", headers=came).content.decode()
    assert f"from=branch%3D{world.north.pk}" in page
    elsewhere = {"Referer": f"http://elsewhere.example/equipment/?branch={world.north.pk}"}
    assert not PAGER.search(office.get(f"/equipment/{pk}/", headers=elsewhere).content.decode())
    another_list = {"Referer": "http://testserver/companies/"}
    assert not PAGER.search(office.get(f"/equipment/{pk}/", headers=another_list).content.decode())


def test_every_kind_of_record_has_it(office: Client, world: World) -> None:
    Service.objects.using("owner").create(name="Weighing")
    for address in (
        f"/companies/{world.aster.pk}/",
        f"/branches/{world.north.pk}/",
        f"/services/{world.service.pk}/",
    ):
        page = office.get(f"{address}?from=sort%3Dcode").content.decode()
        assert PAGER.search(page), address


def test_the_list_opens_at_a_record(office: Client, world: World) -> None:
    Service.objects.using("owner").bulk_create(
        Service(code=f"BULK-{n}", name=f"Weighing {n:03}") for n in range(119)
    )
    wanted = Service.objects.using("owner").get(code="BULK-99")
    page = office.get(f"/services/?at={wanted.pk}").content.decode()
    assert re.search(r"(51|101).(100|120) of 120", page)
    assert f"/services/{wanted.pk}/" in page
    assert office.get("/services/?at=999999999").status_code == 200
    assert office.get("/services/?at=x").status_code == 400


def test_a_long_list_opens_a_few_rows_before_a_record(office: Client, world: World) -> None:
    Service.objects.using("owner").bulk_create(
        Service(code=f"BULK-{n}", name=f"Weighing {n % 7}") for n in range(1_200)
    )
    order = list(Service.objects.using("owner").order_by("name", "pk").values_list("pk", flat=True))
    for place in (3, 700, 1_190):
        page = office.get(f"/services/?at={order[place]}").content.decode()
        shown = re.findall(r'<td class="primary"[^>]*><a href="/services/(\d+)/"', page)
        assert str(order[place]) in shown[:60]
        assert shown == [str(pk) for pk in order[order.index(int(shown[0])) :]][: len(shown)]
