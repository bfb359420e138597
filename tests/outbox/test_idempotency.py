"""A form that arrives twice is saved once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from companies.models import Company
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.access import writes
from realsync.outbox.idempotency import once
from realsync.pages.errors import BadInput
from tests.world import World


@writes
@once
def create(request: HttpRequest) -> HttpResponse:
    if request.POST["name"] == "refused":
        return HttpResponse(status=422)
    company = Company.objects.create(name=request.POST["name"])
    return HttpResponseRedirect(f"/companies/{company.pk}/")


def send(person: User, name: str, key: str, **headers: str) -> HttpResponse:
    request = RequestFactory().post("/companies/new/", {"name": name, "idempotency_key": key})
    request.META.update(headers)
    request.user = User.objects.get(pk=person.pk)
    return create(request)  # type: ignore[return-value]


@pytest.fixture
def sales(world: World) -> User:
    return world.staff[Role.SALES]


def named(name: str) -> int:
    return Company.objects.using("owner").filter(name=name).count()


def test_the_second_gets_the_answer_of_the_first(sales: User) -> None:
    key = str(uuid4())
    first, second = send(sales, "Twice", key), send(sales, "Twice", key)
    assert first["Location"] == second["Location"]
    assert named("Twice") == 1


def test_a_double_click_makes_one_record(sales: User, restored: None) -> None:
    key, together = str(uuid4()), Barrier(8)

    def click(_: int) -> str:
        together.wait()
        try:
            return str(send(sales, "Clicked", key)["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(click, range(8)))
    assert (len(answers), named("Clicked")) == (1, 1)


def test_other_content_under_the_same_key_is_refused(sales: User) -> None:
    key = str(uuid4())
    first = send(sales, "Mine", key)
    second = send(sales, "Other", key)
    assert second.status_code == 409
    assert first["Location"] in second.content.decode()
    assert named("Other") == 0


def test_a_key_is_forgotten_with_a_save_that_failed(sales: User) -> None:
    key = str(uuid4())
    assert send(sales, "refused", key).status_code == 422
    assert send(sales, "Corrected", key).status_code == 302
    assert named("Corrected") == 1


def test_a_key_is_its_own_persons(world: World, sales: User) -> None:
    key = str(uuid4())
    send(sales, "Hers", key)
    send(world.staff[Role.ADMIN], "Hers", key)
    assert named("Hers") == 2


def test_a_fragment_that_comes_again_leads_where_the_first_led(sales: User) -> None:
    key = str(uuid4())
    first = send(sales, "Swapped", key)
    second = send(sales, "Swapped", key, HTTP_HX_REQUEST="true")
    assert (second.status_code, second["HX-Redirect"]) == (204, first["Location"])


def test_a_key_that_is_none_is_refused(sales: User) -> None:
    with pytest.raises(BadInput):
        send(sales, "Broken", "not-a-key")
    assert named("Broken") == 0


def test_without_a_key_each_is_a_form_of_its_own(sales: User) -> None:
    send(sales, "Plain", "")
    send(sales, "Plain", "")
    assert named("Plain") == 2
