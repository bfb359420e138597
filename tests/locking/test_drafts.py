"""What somebody typed and did not save waits for them: in this form, for them alone."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from companies.models import Company
from locking.actions.draft import MOST_DRAFTS, Place, keep_draft
from locking.models import Draft
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.editing.sent import Data, form_of, opened
from tests.world import World

SignIn = Callable[[User], Client]
TAB = str(uuid4())


@pytest.fixture
def sarah(world: World) -> User:
    return world.staff[Role.SALES]


@pytest.fixture(autouse=True)
def _put_back(restored: None) -> None:
    """Drafts are written past the models, too."""


def path_of(world: World) -> str:
    return f"/companies/{world.aster.pk}/edit/"


def kept(client: Client, world: World, typed: Data, /, **more: Any) -> Any:
    values = {name: [sent] if isinstance(sent, str) else sent for name, sent in typed.items()}
    form = {"address": path_of(world), "entity": "company", "record": world.aster.pk}
    body = json.dumps({**form, "tab": TAB, "data": values, **more})
    return client.post("/drafts/", body, content_type="application/json")


def drafts() -> Any:
    return Draft.objects.using("owner").order_by("pk")


def test_a_draft_is_kept_offered_restored_and_gone_when_saved(
    world: World, sarah: User, sign_in: SignIn
) -> None:
    client, path = sign_in(sarah), path_of(world)
    typed = opened(client, path) | {"tax_number": "half a num", "draft_tab": TAB}
    assert kept(client, world, typed).status_code == 204
    [draft] = drafts()
    assert "csrfmiddlewaretoken" not in draft.data
    page = client.get(path).content.decode()
    assert "You have unsaved text from" in page
    assert form_of(page)["tax_number"] == [""]
    again = client.get(f"{path}?draft={draft.pk}").content.decode()
    assert "It is not saved yet." in again
    form = form_of(again)
    assert (form["tax_number"], form["draft_tab"]) == (["half a num"], [TAB])
    assert client.post(f"{path}?draft={draft.pk}", form).status_code == 302
    assert Company.objects.using("owner").get(pk=world.aster.pk).tax_number == "half a num"
    assert not drafts().exists()


def test_a_later_one_of_the_same_tab_takes_its_place(
    world: World, sarah: User, sign_in: SignIn
) -> None:
    client = sign_in(sarah)
    for text in ("a", "ab"):
        kept(client, world, {"tax_number": text})
    kept(client, world, {"tax_number": "other"}, tab=str(uuid4()))
    assert [draft.data["tax_number"] for draft in drafts()] == [["ab"], ["other"]]


def test_a_restored_draft_is_merged_with_what_was_saved_since(
    world: World, sarah: User, sign_in: SignIn
) -> None:
    client, path = sign_in(sarah), path_of(world)
    kept(client, world, opened(client, path) | {"tax_number": "MINE", "trading_name": "Aster"})
    manager = sign_in(world.staff[Role.MANAGEMENT])
    manager.post(path, opened(manager, path) | {"tax_number": "THEIRS", "home_region": "West"})
    [draft] = drafts()
    answer = client.post(path, form_of(client.get(f"{path}?draft={draft.pk}").content.decode()))
    assert answer.status_code == 409
    page = form_of(answer.content.decode())
    assert (page["tax_number"], page["home_region"]) == (["MINE"], ["West"])
    assert client.post(path, page | {"keep-tax_number": "mine"}).status_code == 302
    now = Company.objects.using("owner").get(pk=world.aster.pk)
    assert (now.tax_number, now.home_region, now.trading_name) == ("MINE", "West", "Aster")


def test_a_draft_of_a_new_record_with_its_rows(world: World, sarah: User, sign_in: SignIn) -> None:
    client, path = sign_in(sarah), f"/branches/new/?company={world.aster.pk}"
    data = opened(client, path) | {"name": "West", "contacts-0-name": "Ida"}
    assert kept(client, world, data, address=path, entity="branch", record=None).status_code == 204
    [draft] = drafts()
    assert "You have unsaved text" not in client.get("/branches/new/").content.decode()
    assert f"{path}&amp;draft={draft.pk}" in client.get(path).content.decode()
    form = form_of(client.get(f"{path}&draft={draft.pk}").content.decode())
    assert (form["name"], form["contacts-0-name"]) == (["West"], ["Ida"])
    assert client.post(path, form).status_code == 302


def test_without_javascript_a_form_is_kept_and_discarded(
    world: World, sarah: User, sign_in: SignIn
) -> None:
    client, path = sign_in(sarah), path_of(world)
    data = opened(client, path) | {"tax_number": "later", "keep": "draft"}
    answer = client.post(path, data, follow=True)
    assert "Kept as a draft, not saved." in answer.content.decode()
    assert Company.objects.using("owner").get(pk=world.aster.pk).version == 1
    [draft] = drafts()
    assert draft.data["tax_number"] == ["later"]
    answer = client.post(f"/drafts/{draft.pk}/removal/")
    assert answer.headers["Location"] == path
    assert not drafts().exists()


def test_a_draft_is_ones_own(world: World, sarah: User, sign_in: SignIn) -> None:
    kept(sign_in(sarah), world, {"tax_number": "SECRET"})
    [draft] = drafts()
    admin, path = sign_in(world.staff[Role.ADMIN]), path_of(world)
    assert "unsaved text" not in admin.get(path).content.decode()
    assert admin.get(f"{path}?draft={draft.pk}").status_code == 404
    assert admin.post(f"/drafts/{draft.pk}/removal/").status_code == 404
    for other in ("x", "0", "9" * 30, str(draft.pk + 1)):
        assert sign_in(sarah).get(f"{path}?draft={other}").status_code == 404
    elsewhere = f"/companies/{world.borealis.pk}/edit/?draft={draft.pk}"
    assert sign_in(sarah).get(elsewhere).status_code == 404
    with as_user(world.staff[Role.ADMIN]), connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM drafts")
        assert cursor.fetchone() == (0,)
    assert sign_in(world.alice).post("/drafts/").status_code == 404


def test_whoever_views_as_somebody_sees_none_of_theirs(
    world: World, sarah: User, sign_in: SignIn
) -> None:
    client, path = sign_in(sarah), path_of(world)
    kept(client, world, opened(client, path) | {"tax_number": "SECRET"})
    [draft] = drafts()
    admin = sign_in(world.staff[Role.ADMIN])
    answer = admin.post(f"/users/{sarah.pk}/viewing/", {"reason": "a question"}, follow=True)
    assert sarah.name in answer.content.decode()
    page = admin.get(path)
    assert page.status_code == 200
    assert "unsaved text" not in page.content.decode()
    assert "data-draft=" not in page.content.decode()
    assert admin.get(f"{path}?draft={draft.pk}").status_code == 404
    assert kept(admin, world, {"tax_number": "x"}).status_code == 403


def test_what_is_saved_already_is_not_kept_again(
    world: World, sarah: User, sign_in: SignIn
) -> None:
    """A draft that was on its way when the form was saved."""
    client, path = sign_in(sarah), path_of(world)
    data = opened(client, path) | {"tax_number": "T-1"}
    assert client.post(path, data).status_code == 302
    assert kept(client, world, data, key=data["idempotency_key"][0]).status_code == 204
    assert not drafts().exists()


def test_a_form_that_is_as_it_was_has_no_draft(world: World, sarah: User, sign_in: SignIn) -> None:
    client = sign_in(sarah)
    kept(client, world, {"tax_number": "T-1"})
    assert kept(client, world, {}).status_code == 204
    assert not drafts().exists()


def test_what_is_too_large_is_refused_in_words(world: World, sarah: User, sign_in: SignIn) -> None:
    answer = kept(sign_in(sarah), world, {"tax_number": "x" * 210_000})
    assert answer.status_code == 413
    assert "too much to keep as a draft" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"tab": "x"}, {"tab": None}, {"address": "//evil.example/"}, {"address": "/" + "x" * 600},
        {"address": 7}, {"entity": 7}, {"data": []}, {"data": {"a": "b"}}, {"data": {"a": [1]}},
        {"data": {"a": ["\0"]}}, {"data": {"a": ["\ud800"]}}, {"data": {"a\0": ["b"]}},
        {"data": {"a": ["x"] * 1001}}, {"key": "x"},
    ],
)  # fmt: skip
def test_what_no_page_sends_is_refused(
    world: World, sarah: User, sign_in: SignIn, wrong: dict[str, Any]
) -> None:
    assert kept(sign_in(sarah), world, {"tax_number": "x"}, **wrong).status_code == 400
    assert not drafts().exists()


@pytest.mark.parametrize("wrong", [{"entity": "nothing"}, {"record": 0}, {"record": 2**70},
                                   {"record": "1"}, {"record": True}])  # fmt: skip
def test_of_what_is_not_there_nothing_is_kept(
    world: World, sarah: User, sign_in: SignIn, wrong: dict[str, Any]
) -> None:
    assert kept(sign_in(sarah), world, {"tax_number": "x"}, **wrong).status_code == 404


def test_one_person_has_a_hundred_at_most(world: World, sarah: User) -> None:
    with as_user(sarah):
        for number in range(MOST_DRAFTS + 3):
            keep_draft(by=sarah, at=Place(f"/{number}/", "company"), tab=uuid4(), values={"a": []})
    assert drafts().count() == MOST_DRAFTS
    assert drafts().first().address == "/3/"
