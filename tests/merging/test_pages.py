"""The pages that merge and undo, without JavaScript, and who may open them."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from companies.models import Company, Merge
from realsync.accounts.roles import Role
from tests.merging.conftest import Twin, owned
from tests.world import World

SignIn = Callable[..., Client]


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the form."""
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    checked = r'<input type="radio" name="([^"]+)" value="([^"]+)"[^>]* checked'
    return sent | dict(re.findall(checked, page))


def merge_of(world: World, twin: Twin, client: Client) -> Merge:
    path = f"/companies/{world.aster.pk}/merge/"
    sent = fields_of(client.get(path, {"other": twin.company.pk}).content.decode())
    assert client.post(path, sent).status_code == 302
    return Merge.objects.using("owner").filter(entity_type="company").latest("pk")


def test_from_the_search_to_the_merge_and_back(world: World, twin: Twin, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    path = f"/companies/{world.aster.pk}/merge/"
    assert client.get(path).status_code == 200
    found = client.get(path, {"q": "aster food"}).content.decode()
    assert f'href="?other={twin.company.pk}"' in found
    assert f'href="?other={world.aster.pk}"' not in found
    shown = client.get(path, {"other": twin.company.pk}).content.decode()
    for said in ("1 branch<", "1 contact<", "2 client accounts<", "1 note<", "1 document<",
                 "2 instruments", "1 instrument that both companies have"):  # fmt: skip
        assert said in shown, said
    assert "2 client accounts of Aster Food will see everything of Aster Foods." in shown
    answer = client.post(path, {**fields_of(shown), "field-tax_number": "other"})
    assert (answer.status_code, answer["Location"]) == (302, f"/companies/{world.aster.pk}/")
    assert owned(world.aster).tax_number == "DE 7"
    done = Merge.objects.using("owner").filter(entity_type="company").get()
    told = client.get(f"/merges/{done.pk}/undo/").content.decode()
    assert "1 branch<" in told
    assert client.get("/merges/").content.decode().count("Aster Food<") == 1
    back = client.post(f"/merges/{done.pk}/undo/", fields_of(told))
    assert (back.status_code, back["Location"]) == (302, f"/companies/{twin.company.pk}/")
    assert owned(twin.company).is_active
    assert client.post(f"/merges/{done.pk}/undo/").status_code == 409


def test_the_merged_page_says_where_everything_went(
    world: World, twin: Twin, sign_in: SignIn
) -> None:
    client = sign_in(world.staff[Role.SALES])
    merge_of(world, twin, client)
    page = client.get(f"/companies/{twin.company.pk}/").content.decode()
    assert "merged into" in page
    assert f'href="/companies/{world.aster.pk}/"' in page
    assert "Undo the merge" in page
    technician = sign_in(world.staff[Role.TECHNICIAN])
    page = technician.get(f"/companies/{twin.company.pk}/").content.decode()
    assert "merged into" in page
    assert "Undo the merge" not in page


def test_an_old_page_merges_nothing(world: World, twin: Twin, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    path = f"/companies/{world.aster.pk}/merge/"
    sent = fields_of(client.get(path, {"other": twin.company.pk}).content.decode())
    Company.objects.using("owner").filter(pk=twin.company.pk).update(name="Aster Feed")
    answer = client.post(path, sent)
    assert answer.status_code == 409
    assert "Somebody has changed this record" in answer.content.decode()
    again = fields_of(answer.content.decode())
    assert client.post(path, again).status_code == 302


def test_sent_twice_it_is_merged_once(world: World, twin: Twin, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    path = f"/companies/{world.aster.pk}/merge/"
    sent = fields_of(client.get(path, {"other": twin.company.pk}).content.decode())
    assert [client.post(path, sent).status_code for _time in range(2)] == [302, 302]
    assert Merge.objects.using("owner").filter(entity_type="company").count() == 1


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("companies", {Role.ADMIN, Role.MANAGEMENT, Role.SALES}),
        ("branches", {Role.ADMIN, Role.MANAGEMENT, Role.SALES, Role.SCHEDULER}),
        ("equipment", {Role.ADMIN, Role.MANAGEMENT, Role.SALES}),
    ],
)
def test_who_may_merge(world: World, sign_in: SignIn, path: str, may: set[Role]) -> None:
    pairs = {
        "companies": (world.aster.pk, world.corona.pk),
        "branches": (world.north.pk, world.south.pk),
        "equipment": (world.equipment[0].pk, world.fenced_equipment[0].pk),
    }
    kept, other = pairs[path]
    for role, user in world.staff.items():
        client = sign_in(user)
        page = f"/{path}/{kept}/merge/"
        expected = 200 if role in may else 403
        assert client.get(page, {"other": other}).status_code == expected, role
        assert client.get(page, {"q": "a"}).status_code == expected
        if role not in may:
            assert client.post(page, {"other": other}).status_code == 403
        else:
            assert client.get(f"/{path}/99999999/merge/").status_code == 404
            for unknown in ("99999999", "x", "9" * 30, "-1"):
                assert client.get(page, {"other": unknown}).status_code == 404
                assert client.post(page, {"other": unknown}).status_code == 404
            assert client.post(page, {"other": other}).status_code == 409
    for stranger in (world.alice, world.charlie):
        assert sign_in(stranger).get(f"/{path}/{kept}/merge/").status_code == 404


def test_who_may_undo(world: World, twin: Twin, sign_in: SignIn) -> None:
    done = merge_of(world, twin, sign_in(world.staff[Role.SALES]))
    expected = {Role.ONBOARDING: 403, Role.TECHNICIAN: 403, Role.SCHEDULER: 403}
    for role, user in world.staff.items():
        client = sign_in(user)
        page = f"/merges/{done.pk}/undo/"
        assert client.get(page).status_code == expected.get(role, 200), role
        if role in expected:
            assert client.post(page).status_code == 403
        assert client.get("/merges/").status_code == (
            403 if role in (Role.ONBOARDING, Role.TECHNICIAN) else 200
        )
    assert sign_in(world.alice).get(f"/merges/{done.pk}/undo/").status_code == 404
    assert sign_in(world.staff[Role.SALES]).get("/merges/99999999/undo/").status_code == 404


def test_branches_and_instruments_are_compared_within_a_company(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    for path, kept, other in (
        ("branches", world.north.pk, world.foreign_branch.pk),
        ("equipment", world.equipment[0].pk, world.foreign_equipment[0].pk),
    ):
        page = client.get(f"/{path}/{kept}/merge/", {"other": other}).content.decode()
        assert "These two do not belong to the same company." in page
        assert ">Merge</button>" not in page
        found = client.get(f"/{path}/{kept}/merge/", {"q": "CANARY"}).content.decode()
        assert "?other=" not in found


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", "a" * 500, "<script>alert(1)</script>"])
def test_odd_searches_find_nothing_and_break_nothing(
    world: World, sign_in: SignIn, query: str
) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    answer = client.get(f"/companies/{world.aster.pk}/merge/", {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
