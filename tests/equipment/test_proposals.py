"""What clients propose of the register, and what the staff make of it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection
from django.test import Client

from companies.models import Notice
from equipment.models import CalibrationPlan, Equipment, Proposal
from locking.actions import lock
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import open_scope, scope_of
from tests.certificates.making import work_off
from tests.made.words import FENCED
from tests.world import World

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def send(client: Client, path: str, **values: Any) -> Proposal:
    answer = client.post(path, values)
    assert answer.status_code == 302, answer.content.decode()
    return latest()


def latest() -> Proposal:
    return Proposal.objects.using("owner").latest("pk")


def path_of(instrument: Equipment, kind: str) -> str:
    return f"/portal/equipment/{instrument.pk}/proposal/?kind={kind}"


def now(record: Any) -> Any:
    return type(record).objects.using("owner").get(pk=record.pk)


def answer(client: Client, proposal: Proposal, noun: str, **values: Any) -> Any:
    return client.post(f"/proposals/{proposal.pk}/{noun}/", values, headers=HTMX)


def accept(client: Client, proposal: Proposal, **values: Any) -> Any:
    it = proposal.equipment
    version = {"version": now(it).version} if it else {}
    return answer(client, proposal, "acceptance", **version, **values)


def test_a_client_proposes_and_reads_what_came_of_it(world: World, sign_in: SignIn) -> None:
    alice, bob, sales = (sign_in(p) for p in (world.alice, world.bob, world.staff[Role.SALES]))
    it = world.equipment[0]
    key = str(uuid4())
    values = {"serial": "SN-NEW", "asset_number": it.asset_number, "description": it.description,
              "manufacturer": it.manufacturer, "model": it.model, "form_key": key}  # fmt: skip
    fixed = send(bob, path_of(it, "corrected"), **values)
    assert fixed.changes == {"serial": [it.serial, "SN-NEW"]}
    assert send(bob, path_of(it, "corrected"), **values) == fixed  # a double click
    assert "waits for our answer" in bob.get(f"/portal/equipment/{it.pk}/").content.decode()
    assert accept(sales, fixed).status_code == 200
    assert now(it).serial == "SN-NEW"
    assert answer(sales, fixed, "refusal", reason="No").json()["gone"]  # somebody has answered
    # Within a company that sees all its branches, to one of them: plans go along.
    moved = send(alice, path_of(it, "moved"), branch=world.south.pk, location="Bay 9")
    assert accept(sales, moved).status_code == 200
    assert (now(it).branch_id, now(it).location) == (world.south.pk, "Bay 9")
    plans = CalibrationPlan.objects.using("owner").filter(equipment=it)
    assert set(plans.values_list("branch_id", flat=True)) == {world.south.pk}
    assert now(moved).branch_id == world.north.pk  # where Bob still reads of it
    scrapped = send(bob, path_of(world.equipment[1], "scrapped"), reason="It fell")
    assert accept(sales, scrapped).status_code == 200
    assert not now(world.equipment[1]).is_active
    new = send(bob, "/portal/proposals/new/", branch=world.north.pk, description="Torque wrench",
               serial="TW-1")  # fmt: skip
    assert answer(sales, new, "refusal", reason=" ").status_code == 422
    assert answer(sales, new, "refusal", reason="We have it: EQP-1").status_code == 200
    page = bob.get("/portal/proposals/").content.decode()
    assert "We have it: EQP-1" in page
    assert "Torque wrench" in page
    work_off()
    told = Notice.objects.using("owner").filter(key__startswith="proposal:").order_by("pk")
    assert [notice.title.split(":")[0] for notice in told] == [*["Accepted"] * 3, "Declined"]
    assert {notice.branch_id for notice in told} == {world.north.pk}
    verbs = Activity.objects.using("owner").filter(verb__startswith="proposal.")
    assert verbs.filter(verb="proposal.made").count() == 4


def test_a_branch_manager_names_other_places_in_words(world: World, sign_in: SignIn) -> None:
    bob, sales, it = sign_in(world.bob), sign_in(world.staff[Role.SALES]), world.equipment[2]
    page = bob.get(path_of(it, "moved")).content.decode()
    assert FENCED not in page
    tampered = {"branch": world.south.pk, "location": it.location}
    assert bob.post(path_of(it, "moved"), tampered).status_code == 422
    assert bob.post(path_of(it, "moved"), {"location": it.location}).status_code == 422
    moved = send(bob, path_of(it, "moved"), moved_to="The southern plant", location=it.location)
    panel = sales.get(f"/proposals/{moved.pk}/panel/").content.decode()
    assert "The southern plant" in panel
    assert world.foreign_branch.name not in panel
    refused = accept(sales, moved, branch=it.branch_id)
    assert "Choose the branch" in refused.json()["problem"]
    foreign = accept(sales, moved, branch=world.foreign_branch.pk)
    assert "not there any more" in foreign.json()["problem"]
    assert accept(sales, moved, branch=world.south.pk).status_code == 200
    assert now(it).branch_id == world.south.pk
    for path in ("/portal/proposals/new/", path_of(world.equipment[0], "moved")):
        assert world.south.name not in bob.get(path).content.decode()
    for other in (world.fenced_equipment[1], world.foreign_equipment[1]):
        assert bob.get(path_of(other, "moved")).status_code == 404
    assert bob.get(path_of(world.equipment[0], "new")).status_code == 404


def test_what_has_changed_meanwhile_is_marked_and_nothing_is_overrun(
    world: World, sign_in: SignIn
) -> None:
    bob, sales, it = sign_in(world.bob), sign_in(world.staff[Role.SALES]), world.equipment[0]
    values = {"asset_number": "A-1", "description": it.description,
              "manufacturer": it.manufacturer, "model": it.model}  # fmt: skip
    proposed = send(bob, path_of(it, "corrected"), serial="SN-2", **values)
    shown = it.version
    Equipment.objects.using("owner").filter(pk=it.pk).update(serial="SN-3")
    stale = answer(sales, proposed, "acceptance", version=shown)
    assert (stale.status_code, stale.json()["stale"]) == (409, True)
    page = sales.get("/proposals/", {"at": proposed.pk}).content.decode()
    assert "The register has changed since" in page
    assert f"it was {it.serial} when this was proposed" in page
    # Somebody has the record open: nothing is changed behind their back.
    with open_scope(scope_of(User.objects.get(pk=world.staff[Role.ADMIN].pk))):
        holder = lock.acquire("equipment", it.pk, tab=uuid4())
    held = accept(sales, proposed)
    assert "Nothing was changed" in held.json()["problem"]
    with open_scope(scope_of(User.objects.get(pk=world.staff[Role.ADMIN].pk))):
        lock.release("equipment", it.pk, token=holder.token or 0)
    # A serial number that another has: said in words, and the proposal waits on.
    other = world.equipment[1]
    Equipment.objects.using("owner").filter(pk=other.pk).update(
        serial="SN-2", manufacturer=it.manufacturer, model=it.model
    )
    twice = accept(sales, proposed)
    assert "with this serial number already" in twice.json()["problem"]
    assert now(proposed).is_open
    assert accept(sales, world.proposals["own"]).status_code == 200  # by one of the staff
    technician = sign_in(world.staff[Role.TECHNICIAN])
    assert technician.get("/proposals/").status_code == 200
    assert sign_in(world.staff[Role.SCHEDULER]).get("/proposals/").status_code == 403


def test_raw_sql_proposes_nothing_for_others(world: World) -> None:
    """As each client role, past all of our code."""
    insert = """
    INSERT INTO proposals (company_id, branch_id, equipment_id, kind, changes, user_id,
                           author_name, form_key, state)
    VALUES (%s, %s, %s, 'scrapped', '{}', %s, 'x', gen_random_uuid(), %s)
    """
    bob, alice = (User.objects.get(pk=each.pk) for each in (world.bob, world.alice))
    aster, borealis = world.aster.pk, world.borealis.pk
    north, south, harbour = world.north.pk, world.south.pk, world.foreign_branch.pk
    own, fenced, foreign = (
        each[0].pk for each in (world.equipment, world.fenced_equipment, world.foreign_equipment)
    )
    cases: list[tuple[User, list[Any]]] = [
        (bob, [aster, south, fenced, bob.pk, "open"]),
        (bob, [aster, north, fenced, bob.pk, "open"]),
        (bob, [aster, north, own, alice.pk, "open"]),
        (bob, [aster, north, own, bob.pk, "accepted"]),
        (alice, [borealis, harbour, foreign, alice.pk, "open"]),
        (alice, [aster, north, foreign, alice.pk, "open"]),
    ]
    for person, values in cases:
        with pytest.raises(Error), open_scope(scope_of(person)), connection.cursor() as cursor:
            cursor.execute(insert, values)
    with open_scope(scope_of(bob)), connection.cursor() as cursor:
        cursor.execute(insert, [borealis, harbour, own, bob.pk, "open"])
    assert (latest().company_id, latest().branch_id) == (aster, north)  # the instrument says
    for statement in ("UPDATE proposals SET answer = 'x'", "DELETE FROM proposals"):
        with pytest.raises(Error), open_scope(scope_of(bob)), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_client_takes_a_proposal_back_unless_it_was_answered(
    world: World, sign_in: SignIn
) -> None:
    alice, bob, charlie = (sign_in(p) for p in (world.alice, world.bob, world.charlie))
    sales = sign_in(world.staff[Role.SALES])
    it = world.equipment[0]
    made = send(bob, path_of(it, "scrapped"), form_key=str(uuid4()))
    path = f"/portal/proposals/{made.pk}/withdrawal/"
    assert charlie.post(path).status_code == bob.get(path).status_code == 404
    assert 'action="' + path in alice.get("/portal/proposals/").content.decode()
    for _time in range(2):
        assert bob.post(path).status_code == 302
    work_off()
    assert (now(made).state, now(made).answer) == ("withdrawn", "")
    assert path not in alice.get("/portal/proposals/").content.decode()
    assert accept(sales, made).status_code == 409
    assert now(it).is_active
    log = Activity.objects.using("owner").filter(verb="proposal.withdrawn")
    assert [entry.actor_id for entry in log] == [world.bob.pk]
    # Answered between the click and the worker: the answer stands.
    made = send(bob, path_of(it, "scrapped"), form_key=str(uuid4()))
    bob.post(f"/portal/proposals/{made.pk}/withdrawal/")
    assert accept(sales, made).status_code == 200
    work_off()
    assert now(made).state == "accepted"
