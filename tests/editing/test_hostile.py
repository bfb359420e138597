"""What nobody should type: a clear sentence, everything kept, nothing stored, never a 5xx."""

from collections.abc import Callable

import pytest
from django.test import Client

from companies.models import Company, Contact
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.editing.sent import form_of, opened
from tests.world import World

SignIn = Callable[[User], Client]
INERT = {
    "script": "<script>alert(1)</script>",
    "template": "{{ 7*7 }}{% debug %}",
    "formula": "=1+1",
    "emoji": "🧪 👩🏽‍🔬 ok",
    "quotes": "\"'><img src=x onerror=alert(1)>",
}
REFUSED = {
    "NUL": ("a\x00b", "no text"),
    # Django reads the bytes of a lone surrogate as this.
    "surrogate": ("a\ufffdb", "no text"),
    "right-to-left": ("invoice\u202egnp.exe", "reverses the direction"),
    "isolate": ("a\u2066b", "reverses the direction"),
    "zero width": ("a\u200bb", "cannot be seen"),
    "stray joiner": ("a\u200db", "cannot be seen"),
    "escape": ("a\x1b[31mb", "no text"),
    "1 MB": ("x" * 1_048_576, "at most 200 characters"),
}


@pytest.mark.parametrize("text", INERT.values(), ids=INERT)
def test_what_looks_like_code_is_text(world: World, sign_in: SignIn, text: str) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/companies/{world.aster.pk}/edit/"
    assert client.post(path, opened(client, path) | {"trading_name": text}).status_code == 302
    assert Company.objects.using("owner").get(pk=world.aster.pk).trading_name == text
    for page in (path, f"/companies/{world.aster.pk}/"):
        assert "<script>alert(1)" not in client.get(page).content.decode()
        assert "<img src=x" not in client.get(page).content.decode()
    assert opened(client, path)["trading_name"] == [text]


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_text_is_refused_in_words(
    world: World, sign_in: SignIn, text: str, told: str
) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/companies/{world.aster.pk}/edit/"
    data = opened(client, path) | {"name": "Kept", "trading_name": text}
    answer = client.post(path, data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert form_of(page)["name"] == ["Kept"]
    assert Company.objects.using("owner").get(pk=world.aster.pk).version == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("payment_terms_days", "-1"),
        ("payment_terms_days", "32768"),
        ("payment_terms_days", "9" * 5000),
        ("payment_terms_days", "soon"),
        ("default_interval_count", "0"),
        ("default_interval_unit", "centuries"),
        ("name", ""),
        ("name", "   "),
        ("contacts-0-email", "a@b"),
        ("contacts-0-purposes", "spy"),
        ("tags", ",".join(map(str, range(31)))),
        ("tags", "x" * 51),
        ("contacts-count", "9999"),
    ],
)
def test_a_wrong_value_is_said_and_kept(
    world: World, sign_in: SignIn, field: str, value: str
) -> None:
    client = sign_in(world.staff[Role.SALES])
    data = opened(client, "/companies/new/") | {"name": "Nimbus", "contacts-0-name": "Ida"}
    answer = client.post("/companies/new/", data | {field: value})
    assert answer.status_code == 422
    assert "data-problems" in answer.content.decode()
    assert not Company.objects.using("owner").filter(name="Nimbus").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("latitude", "90.1"),
        ("longitude", "-181"),
        ("latitude", "NaN"),
        ("latitude", "1e999999"),
        ("latitude", "1.12345678901"),
    ],
)
def test_a_place_off_the_earth_is_refused(
    world: World, sign_in: SignIn, field: str, value: str
) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/branches/{world.north.pk}/edit/"
    data = opened(client, path) | {"latitude": "1", "longitude": "1", field: value}
    assert client.post(path, data).status_code == 422


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("plans-0-last_on", "2026-02-30"),
        ("plans-0-last_on", "0000-00-00"),
        ("plans-0-next_due_on", "9999-12-31"),
        ("plans-0-interval_count", "0"),
        ("plans-0-interval_count", "40000"),
        ("plans-0-service", "999999999"),
        ("plans-0-service", "9" * 30),
        ("plans-0-service_text", "x" * 5000),
        ("status", "lost"),
        ("specification_name", "no value before it"),
        ("branch_choice", "999999999"),
        ("branch_choice", "0x1"),
    ],
)
def test_a_wrong_plan_is_said_and_nothing_stored(
    world: World, sign_in: SignIn, field: str, value: str
) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/equipment/{world.equipment[0].pk}/edit/"
    data = opened(client, path) | {"description": "Kept"}
    if field == "plans-0-service":
        del data["plans-0-service_text"]
    if field == "specification_name":
        data |= {"specification_name": [""], "specification_value": [value]}
    else:
        data[field] = value
    answer = client.post(path, data)
    assert answer.status_code == 422
    assert form_of(answer.content.decode())["description"] == ["Kept"]
    assert Equipment.objects.using("owner").get(pk=world.equipment[0].pk).version == 1


def test_rows_of_others_are_not_mine_to_name(world: World, sign_in: SignIn) -> None:
    """The id in a hidden field of a row: another company's contact, and one that is no number."""
    client, path = sign_in(world.staff[Role.SALES]), f"/branches/{world.north.pk}/edit/"
    foreign = Contact.objects.using("owner").exclude(company=world.aster).get()
    for pk in (str(foreign.pk), "999999999", "9" * 30, "x", "-1"):
        data = opened(client, path) | {"contacts-0-id": pk, "contacts-0-name": "Taken over"}
        answer = client.post(path, data)
        assert answer.status_code == 422, pk
        assert "not there any more" in answer.content.decode()
    assert not Contact.objects.using("owner").filter(name="Taken over").exists()


def test_columns_that_no_form_has_are_not_written(world: World, sign_in: SignIn) -> None:
    client, path = sign_in(world.staff[Role.SALES]), f"/branches/{world.north.pk}/edit/"
    smuggled = {
        "code": "BRN-1",
        "is_active": "",
        "company": str(world.borealis.pk),
        "company_id": str(world.borealis.pk),
        "company_name": "x",
    }
    assert client.post(path, opened(client, path) | smuggled | {"region": "Up"}).status_code == 302
    branch = type(world.north).objects.using("owner").get(pk=world.north.pk)
    assert (branch.region, branch.code) == ("Up", world.north.code)
    assert (branch.company_id, branch.is_active) == (world.aster.pk, True)
