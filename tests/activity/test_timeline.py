"""The history of a record: who changed what, before and after, for those who may see it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from companies.models import Merge
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from tests.world import World

SignIn = Callable[[User], Client]


def log(world: World, verb: str, entity: str, pk: int, changes: Any = None, **more: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": world.staff[Role.SALES].pk,
        "company_id": world.aster.pk,
        "changes": changes or {},
        **more,
    }
    entry = Activity.objects.using("owner").create(
        verb=verb, entity_type=entity, entity_id=pk, **given
    )
    return int(entry.pk)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def of_instrument(world: World) -> str:
    return f"/equipment/{world.equipment[0].pk}/timeline/"


@pytest.mark.parametrize("kind", ["companies", "branches", "equipment", "services"])
def test_every_record_has_a_history(world: World, sign_in: SignIn, kind: str) -> None:
    pk = {
        "companies": world.aster.pk,
        "branches": world.north.pk,
        "equipment": world.equipment[0].pk,
        "services": world.service.pk,
    }[kind]
    client = sign_in(world.staff[Role.TECHNICIAN])
    assert "Timeline" in page(client, f"/{kind}/{pk}/timeline/")
    assert "Timeline" in page(client, f"/{kind}/{pk}/timeline/all/")
    assert client.get(f"/{kind}/999999999/timeline/").status_code == 404


def test_values_are_said_in_words(world: World, sign_in: SignIn) -> None:
    pk = world.equipment[0].pk
    log(world, "equipment.changed", "equipment", pk, {
        "status": ["in_service", "under_repair"],
        "next_due_on": ["2026-01-02", None],
        "location": ["", "Hall <b>2</b>"],
        "specification": [{"range": "0-10", "unit": "bar"}, {"range": "0-16", "unit": "bar"}],
    })  # fmt: skip
    shown = page(sign_in(world.staff[Role.SALES]), of_instrument(world))
    assert "<strong>Sales</strong> changed the instrument" in shown
    assert "<del>In service</del>" in shown
    assert "<ins>Under repair</ins>" in shown
    assert "<del>2 Jan 2026</del> (emptied)" in shown
    assert "<ins>Hall &lt;b&gt;2&lt;/b&gt;</ins>" in shown
    assert "Specification, Range" in shown
    assert "Specification, Unit" not in shown


def test_a_long_text_is_compared_word_by_word(world: World, sign_in: SignIn) -> None:
    before = "Report at the gate before nine and wear a helmet, always and everywhere on site."
    after = before.replace("nine", "ten")
    log(world, "branch.changed", "branch", world.north.pk, {"site_requirements": [before, after]})
    path = f"/branches/{world.north.pk}/timeline/"
    shown = page(sign_in(world.staff[Role.SALES]), path)
    assert "before <del>nine</del><ins>ten</ins> and" in shown


def test_what_nobody_did_was_the_system(world: World, sign_in: SignIn) -> None:
    log(world, "equipment.changed", "equipment", world.equipment[0].pk, actor_id=None)
    shown = page(sign_in(world.staff[Role.SALES]), of_instrument(world))
    assert "<strong>RealSync</strong> changed the instrument" in shown


def test_an_account_that_is_closed_keeps_its_name(world: World, sign_in: SignIn) -> None:
    pk = world.equipment[0].pk
    log(world, "equipment.changed", "equipment", pk, actor_id=world.dana.pk)
    shown = page(sign_in(world.staff[Role.SALES]), of_instrument(world))
    assert "<strong>Dana Drake</strong>" in shown


def test_a_plan_and_a_merged_record_belong_to_the_history(world: World, sign_in: SignIn) -> None:
    plan = world.equipment[0].plans.using("owner").get()
    log(world, "calibrationplan.changed", "calibrationplan", plan.pk)
    other = world.equipment[1].pk
    log(world, "equipment.changed", "equipment", other, {"location": ["Attic", "Cellar"]})
    merge = Merge.objects.using("owner").create(
        entity_type="equipment",
        kept_id=world.equipment[0].pk,
        merged_id=other,
        by=world.staff[Role.SALES],
    )
    shown = page(sign_in(world.staff[Role.SALES]), of_instrument(world))
    assert "changed a calibration plan" in shown
    assert "Attic" in shown
    merge.undone_at = merge.created_at
    merge.save()
    assert "Attic" not in page(sign_in(world.staff[Role.SALES]), of_instrument(world))


def test_a_company_shows_what_is_below_it_when_asked(world: World, sign_in: SignIn) -> None:
    log(world, "equipment.changed", "equipment", world.equipment[0].pk)
    log(world, "contact.changed", "contact", world.contact.pk, branch_id=world.north.pk)
    log(world, "company.changed", "company", world.borealis.pk, company_id=world.borealis.pk)
    client = sign_in(world.staff[Role.SALES])
    path = f"/companies/{world.aster.pk}/timeline/"
    assert "changed the instrument" not in page(client, path)
    below = page(client, f"{path}?below=1")
    assert "changed the instrument" in below
    assert "changed a contact" in below
    assert "changed the company" not in below
    branch = f"/branches/{world.north.pk}/timeline/"
    assert "changed a contact" in page(client, branch) or world.contact.branch_id is None


def test_filters_narrow_by_change_person_and_period(world: World, sign_in: SignIn) -> None:
    pk, admin = world.equipment[0].pk, world.staff[Role.ADMIN].pk
    log(world, "equipment.changed", "equipment", pk)
    log(world, "equipment.calibrated", "equipment", pk, actor_id=admin)
    client, path = sign_in(world.staff[Role.SALES]), of_instrument(world)
    assert "calibrated the instrument" in page(client, path)
    assert "calibrated the instrument" not in page(client, f"{path}?group=changed")
    assert "changed the instrument" not in page(client, f"{path}?actor={admin}")
    assert "changed the instrument" in page(client, f"{path}?period=1")
    assert f'<option value="{admin}" selected>Admin</option>' in page(
        client, f"{path}?actor={admin}"
    )


@pytest.mark.parametrize(
    "query", ["group=x", "period=2", "actor=x", "before=0", "actor=" + "9" * 30]
)
def test_what_no_page_of_ours_sends_is_refused(world: World, sign_in: SignIn, query: str) -> None:
    answer = sign_in(world.staff[Role.SALES]).get(f"{of_instrument(world)}?{query}")
    assert answer.status_code == 400


def test_thirty_at_a_time(world: World, sign_in: SignIn) -> None:
    pk = world.equipment[0].pk
    ids = [log(world, "equipment.changed", "equipment", pk) for _ in range(35)]
    client = sign_in(world.staff[Role.SALES])
    first = page(client, of_instrument(world))
    assert first.count('id="entry-') == 30
    assert f"?before={ids[5]}" in first
    rest = page(client, f"{of_instrument(world)}?before={ids[5]}")
    assert rest.count('id="entry-') == 5
    assert "card" not in rest


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.SALES, True), (Role.ONBOARDING, False), (Role.TECHNICIAN, False)]
)
def test_price_floors_are_for_those_who_may_see_them(
    world: World, sign_in: SignIn, role: Role, sees: bool
) -> None:
    floor = {"price_floor": ["77.77", "66.66"]}
    pk = world.service.pk
    log(world, "servicepricing.changed", "servicepricing", pk, floor, company_id=None)
    log(world, "service.changed", "service", pk, floor, company_id=None)
    client = sign_in(world.staff[role])
    for path in (f"/services/{pk}/timeline/", "/activity/"):
        shown = page(client, path)
        assert ("66.66" in shown) is (sees and "services" in path)
        assert ("changed the price floor" in shown) is sees
    entry = Activity.objects.using("owner").get(verb="servicepricing.changed")
    assert client.get(f"/activity/{entry.pk}/").status_code == (200 if sees else 404)


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.SALES, True), (Role.ONBOARDING, False), (Role.TECHNICIAN, False)]
)
def test_that_there_is_a_staff_note_is_known_to_its_readers(
    world: World, sign_in: SignIn, role: Role, sees: bool
) -> None:
    own = {"company_id": world.aster.pk}
    staff_note = log(world, "note.added", "company", world.aster.pk, audience="staff", **own)
    log(world, "note.changed", "company", world.aster.pk, audience="client", **own)
    client = sign_in(world.staff[role])
    for path in (f"/companies/{world.aster.pk}/timeline/", "/activity/"):
        shown = page(client, path)
        assert ("added a note" in shown) is sees
        assert "changed a note" in shown
    assert client.get(f"/activity/{staff_note}/").status_code == (200 if sees else 404)


def test_an_entry_has_its_address_and_shows_its_request(world: World, sign_in: SignIn) -> None:
    request = "7b7f9f42-8a7b-4f0a-9b53-1d1f1c1b8a01"
    one = log(world, "company.changed", "company", world.aster.pk, request_id=request)
    log(world, "contact.created", "contact", world.contact.pk, request_id=request)
    later = log(world, "company.changed", "company", world.aster.pk)
    client = sign_in(world.staff[Role.SALES])
    shown = page(client, f"/activity/{one}/")
    assert "In the same moment" in shown
    assert "added a contact" in shown
    assert f'href="/activity/{later}/" rel="next"' in shown
    assert client.get("/activity/999999999/").status_code == 404


def test_clients_find_no_history(world: World, sign_in: SignIn) -> None:
    entry = log(world, "company.changed", "company", world.aster.pk, audience="client")
    client = sign_in(world.alice)
    paths = (f"/companies/{world.aster.pk}/timeline/", "/activity/", f"/activity/{entry}/")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]


def test_accounts_are_the_administrators(world: World, sign_in: SignIn) -> None:
    entry = log(world, "account.invited", "user", world.alice.pk, company_id=None)
    assert "invited somebody" in page(sign_in(world.staff[Role.ADMIN]), "/activity/")
    client = sign_in(world.staff[Role.SALES])
    assert "invited somebody" not in page(client, "/activity/")
    assert client.get(f"/activity/{entry}/").status_code == 404
