"""The palette and the search page: rank, scope, what is kept, what is typed badly."""

from collections.abc import Callable

import pytest
from django.test import Client

from companies.models import Company
from dashboards.finding.hits import found, kept, similar
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.made.words import CANARY, ELSEWHERE, FENCED, INTERNAL
from tests.world import World

SignIn = Callable[[User], Client]


def texts(query: str, person: User) -> dict[str, list[str]]:
    """By kind, what the hits say."""
    with as_user(person, read_only=True):
        groups = found(query, person, most=8)
    return {
        group.hits[0].entity: [f"{hit.code} {hit.text} {hit.note}" for hit in group.hits]
        for group in groups
    }


def instrument(world: World, **values: str) -> Equipment:
    place = {"company": world.aster, "branch": world.north}
    return Equipment.objects.using("owner").create(**place, **values)


@pytest.mark.parametrize("is_common", [False, True])
def test_exact_before_beginning_before_word_before_anywhere(
    world: World, monkeypatch: pytest.MonkeyPatch, is_common: bool
) -> None:
    """However the words are read: looked up, or in the order of the list."""
    anywhere = instrument(world, description="Gauge", serial="0QX70")
    word = instrument(world, description="Gauge QX7 b", serial="1")
    begins = instrument(world, description="Gauge", asset_number="QX7-b")
    exact = instrument(world, description="Gauge", serial="QX7")
    share = 0.5 if is_common else 0.0
    monkeypatch.setattr(type(Equipment.objects.all()), "share", lambda *_: share)
    person = world.staff[Role.SALES]
    with as_user(person, read_only=True):
        (group,) = found("qx7", person, most=8)
    assert [hit.pk for hit in group.hits] == [exact.pk, begins.pk, word.pk, anywhere.pk]


def test_the_group_with_the_best_hit_comes_first(world: World) -> None:
    """An instrument whose asset number is the code of a company comes behind that company."""
    instrument(world, description=f"Key {world.aster.code}")
    assert list(texts(world.aster.code, world.staff[Role.SALES])) == ["company", "equipment"]


def test_every_kind_is_found_by_those_who_may_see_it(world: World) -> None:
    wanted = {
        "equipment": world.equipment[0].code,
        "company": world.aster.code,
        "branch": "north",
        "contact": "gwen gr",
        "job": world.jobs["own"].number,
        "certificate": world.certificates["own"].number,
        "quote": world.quotes["sent"].number,
        "service": "multimeters",
        "standard": world.standard.code,
        "incident": "INC-",
        "task": world.tasks["technician"].title,
    }
    for role in (Role.MANAGEMENT, Role.TECHNICIAN, Role.ONBOARDING):
        unseen = {
            kind for kind, query in wanted.items() if kind not in texts(query, world.staff[role])
        }
        expected = {
            Role.MANAGEMENT: set(),
            Role.TECHNICIAN: {"quote"},
            Role.ONBOARDING: {"quote", "task"},
        }[role]
        assert unseen == expected, role


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("onboarding", [INTERNAL]),
        ("technician", [INTERNAL, ELSEWHERE]),
        ("company_manager", [CANARY, INTERNAL]),
        ("branch_manager", [CANARY, FENCED, INTERNAL]),
    ],
)
def test_nobody_finds_what_is_not_theirs(
    world: World, sign_in: SignIn, who: str, words: list[str]
) -> None:
    """Whoever asked before: statements are remembered by scope."""
    person = world.people[who]
    for word in words:
        assert texts(word, world.staff[Role.MANAGEMENT])
        assert texts(word, person) == {}
        with as_user(person, read_only=True):
            assert similar(f"{word}s", person, most=8) == []


def test_clients_find_their_own(world: World) -> None:
    own = world.equipment[0]
    found_by = {who: texts("multimeter", who) for who in (world.alice, world.bob, world.charlie)}
    assert own.code in str(found_by[world.alice]["equipment"])
    assert own.code in str(found_by[world.bob]["equipment"])
    assert "equipment" not in found_by[world.charlie]
    assert set(texts("a", world.alice)) <= {"equipment", "certificate", "job", "quote", "document"}


def test_a_mistyped_name_is_offered(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    page = client.get("/search/palette/", {"q": "astar"}).content.decode()
    assert "Similar names" in page
    assert f"/companies/{world.aster.pk}/" in page
    listed = client.get("/companies/", {"q": "Astar Fods"}).content.decode()
    assert "Did you mean" in listed
    assert "?q=Aster+Foods" in listed
    assert "Did you mean" not in client.get("/companies/", {"q": "zzzz"}).content.decode()


def test_what_was_opened_is_shown_only_to_those_who_see_it(world: World, sign_in: SignIn) -> None:
    own, foreign = world.equipment[0], world.foreign_equipment[0]
    recent = f"equipment:{foreign.pk},equipment:{own.pk},company:{world.borealis.pk},x,equipment:0"
    page = sign_in(world.alice).get("/portal/search/kept/", {"recent": recent}).content.decode()
    assert f"/portal/equipment/{own.pk}/" in page
    assert CANARY not in page
    with as_user(world.staff[Role.SALES], read_only=True):
        names = ["company:1", f"equipment:{own.pk}", f"company:{world.aster.pk}"]
        hits = kept(names[1:], world.staff[Role.SALES])
    assert [hit.record for hit in hits] == names[1:]


def test_a_record_is_pinned_and_unpinned(world: World, sign_in: SignIn) -> None:
    sales, own = world.staff[Role.SALES], world.equipment[0]
    client, address = sign_in(sales), f"/pins/equipment/{own.pk}/"
    answer = client.post(address, {"pinned": "1"}, headers={"hx-request": "true"})
    assert 'aria-pressed="true"' in answer.content.decode()
    assert own.code in client.get("/search/kept/").content.decode()
    assert 'aria-pressed="true"' in client.get(f"/equipment/{own.pk}/").content.decode()
    other = sign_in(world.staff[Role.MANAGEMENT])
    assert own.code not in other.get("/search/kept/").content.decode()
    assert client.post(address, {"pinned": "0"})["Location"] == f"/equipment/{own.pk}/"
    assert own.code not in client.get("/search/kept/").content.decode()


def test_only_so_many_are_pinned_the_latest_first(world: World, sign_in: SignIn) -> None:
    User.objects.using("owner").filter(pk=world.alice.pk).update(
        pinned=[f"quote:{number}" for number in range(1, 31)]
    )
    sign_in(world.alice).post(f"/portal/pins/equipment/{world.equipment[1].pk}/", {"pinned": "1"})
    pinned = User.objects.using("owner").get(pk=world.alice.pk).pinned
    assert pinned[:2] == [f"equipment:{world.equipment[1].pk}", "quote:1"]
    assert len(pinned) == 30


def test_what_somebody_may_not_see_is_pinned_no_more_than_what_is_not_there(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in(world.bob)
    for record in (
        f"equipment/{world.foreign_equipment[0].pk}",
        f"equipment/{world.fenced_equipment[0].pk}",
        f"company/{world.aster.pk}",
        "equipment/999999999",
        "nonsense/1",
    ):
        assert client.post(f"/portal/pins/{record}/", {"pinned": "1"}).status_code == 404
    assert User.objects.using("owner").get(pk=world.bob.pk).pinned == []


@pytest.mark.parametrize("query", ["", " ", "%", "_", "\\", "'", "a b c d e f g h", "ä", "x" * 200])
def test_whatever_is_typed_is_answered(world: World, sign_in: SignIn, query: str) -> None:
    for address in ("/search/", "/search/palette/"):
        assert sign_in(world.staff[Role.SALES]).get(address, {"q": query}).status_code == 200


@pytest.mark.parametrize("query", ["x" * 10_000, "x" * 201, "a\0b"])
def test_what_cannot_be_searched_for_is_said(world: World, sign_in: SignIn, query: str) -> None:
    for address in ("/search/", "/search/palette/", "/companies/"):
        answer = sign_in(world.staff[Role.SALES]).get(address, {"q": query})
        assert answer.status_code == 400
        if len(query) == 201:
            assert "At most 200 characters: these are 201" in answer.content.decode()


def test_commands_are_for_those_who_may(world: World, sign_in: SignIn) -> None:
    new = {
        role: sign_in(world.staff[role]).get("/search/palette/", {"q": "new"}).content.decode()
        for role in (Role.SALES, Role.TECHNICIAN)
    }
    assert "/companies/new/" in new[Role.SALES]
    assert "/companies/new/" not in new[Role.TECHNICIAN]
    assert "/equipment/new/" in new[Role.TECHNICIAN]


def test_a_retired_record_says_so(world: World) -> None:
    Company.objects.using("owner").filter(pk=world.corona.pk).update(is_active=False)
    person = world.staff[Role.SALES]
    with as_user(person, read_only=True):
        (group,) = found("corona", person, most=8)
    assert group.hits[0].past == "Retired"
