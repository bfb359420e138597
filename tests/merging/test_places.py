"""Branches of one company, and instruments, that turn out to be the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from companies.actions.merge import merge, undo_merge
from companies.actions.retire import restore
from companies.models import Merge
from companies.retiring.refused import Refused
from equipment.models import CalibrationPlan, Equipment, Service
from realsync.accounts.models import User
from tests.made.people import grant_branch
from tests.merging.conftest import acting, document, grants, instrument, note, owned, plan, seen_by
from tests.world import World


def merged(by: User, kept: Any, other: Any, **chosen: str) -> Merge:
    kept, other = owned(kept), owned(other)
    versions = (kept.version, other.version)
    done: Merge = acting(by, merge, kept=kept, other=other, versions=versions, chosen=chosen)
    return done


def test_a_branch_brings_its_instruments_plans_contacts_and_papers(
    world: World, sales: User
) -> None:
    paper = document(world.south, "Site plan")
    said = note(world.fenced_equipment[0], sales, "Broken display")
    done = merged(sales, world.north, world.south)
    for each in world.fenced_equipment:
        assert owned(each).branch_id == world.north.pk
        assert set(each.plans.using("owner").values_list("branch_id", flat=True)) <= {
            world.north.pk
        }
    assert (owned(paper).entity_id, owned(paper).branch_id) == (world.north.pk, world.north.pk)
    assert owned(said).branch_id == world.north.pk
    acting(sales, undo_merge, merge=done)
    for each in world.fenced_equipment:
        assert owned(each).branch_id == world.south.pk
    assert (owned(paper).entity_id, owned(said).branch_id) == (world.south.pk, world.south.pk)
    assert owned(world.contact).branch_id == world.north.pk


def test_managers_of_the_merged_branch_act_for_the_one_that_stays(
    world: World, sales: User
) -> None:
    mine = seen_by(world.bob, Equipment)
    fenced = {each.pk for each in world.fenced_equipment}
    done = merged(sales, world.south, world.north)
    assert grants(world.bob) == {world.south.pk}
    assert seen_by(world.bob, Equipment) == mine | fenced
    acting(sales, undo_merge, merge=done)
    assert grants(world.bob) == {world.north.pk}
    assert seen_by(world.bob, Equipment) == mine


def test_a_manager_of_both_branches_keeps_one_grant_until_the_undo(
    world: World, sales: User
) -> None:
    grant_branch(world.bob, world.south)
    done = merged(sales, world.north, world.south)
    assert grants(world.bob) == {world.north.pk}
    acting(sales, undo_merge, merge=done)
    assert grants(world.bob) == {world.north.pk, world.south.pk}


def test_a_branch_of_another_company_is_refused(world: World, sales: User) -> None:
    with pytest.raises(Refused, match="same company"):
        merged(sales, world.north, world.foreign_branch)
    with pytest.raises(Refused, match="same company"):
        merged(sales, world.equipment[0], world.foreign_equipment[0])
    with pytest.raises(Refused, match="stays"):
        merged(sales, world.north, world.north)


def test_an_instrument_takes_plans_notes_documents_and_successors(
    world: World, sales: User
) -> None:
    kept, other = world.equipment[2], world.fenced_equipment[0]
    moved = other.plans.using("owner").get()
    said, paper = note(other, sales, "Dropped"), document(other, "Photo")
    successor = instrument(world.foreign_branch, "Moved away")
    Equipment.objects.using("owner").filter(pk=successor.pk).update(predecessor=other)
    done = merged(sales, kept, other)
    after = owned(moved)
    assert (after.equipment_id, after.branch_id) == (kept.pk, kept.branch_id)
    assert owned(kept).next_due_on == moved.next_due_on
    assert owned(said).entity_id == owned(paper).entity_id == kept.pk
    assert owned(paper).branch_id == kept.branch_id
    assert owned(successor).predecessor_id == kept.pk
    gone = owned(other)
    assert (gone.is_active, gone.merged_into_id, gone.next_due_on) == (False, kept.pk, None)
    acting(sales, undo_merge, merge=done)
    back = owned(moved)
    assert (back.equipment_id, back.branch_id) == (other.pk, other.branch_id)
    assert owned(kept).next_due_on is None
    assert owned(said).entity_id == owned(paper).entity_id == other.pk
    assert owned(successor).predecessor_id == other.pk


@pytest.mark.parametrize(("kept_days", "other_days"), [(10, 300), (300, 10), (50, 50)])
def test_the_latest_calibration_counts(
    world: World, sales: User, kept_days: int, other_days: int
) -> None:
    kept, other = world.equipment[2], instrument(world.south, "The same")
    ours = plan(kept, world.service, days_ago=kept_days)
    theirs = plan(other, world.service, days_ago=other_days)
    done = merged(sales, kept, other)
    assert owned(ours).last_on == max(ours.last_on, theirs.last_on)  # type: ignore[type-var]
    assert owned(theirs).last_on == min(ours.last_on, theirs.last_on)  # type: ignore[type-var]
    assert (owned(ours).is_active, owned(theirs).is_active) == (True, False)
    acting(sales, undo_merge, merge=done)
    assert owned(ours).last_on == ours.last_on
    assert owned(theirs).last_on == theirs.last_on
    assert owned(theirs).is_active


def test_a_plan_that_was_calibrated_since_keeps_its_dates(world: World, sales: User) -> None:
    kept, other = world.equipment[2], instrument(world.south, "The same")
    ours = plan(kept, world.service, days_ago=300)
    plan(other, world.service, days_ago=10)
    done = merged(sales, kept, other)
    today = owned(ours).last_on + timedelta(days=10)
    CalibrationPlan.objects.using("owner").filter(pk=ours.pk).update(last_on=today)
    assert acting(sales, undo_merge, merge=done).stay == 1
    assert owned(ours).last_on == today


def test_the_serial_may_be_taken_from_the_other(world: World, sales: User) -> None:
    kept, other = world.equipment[0], world.equipment[1]
    serial, label = kept.serial, (other.manufacturer, other.model)
    chosen = {"field-serial": "other", "field-model": "other"}
    done = merged(sales, kept, other, **chosen)
    after = owned(kept)
    assert (after.serial, after.manufacturer, after.model) == (other.serial, *label)
    acting(sales, undo_merge, merge=done)
    assert owned(kept).serial == serial
    assert owned(other).serial == other.serial


def test_an_undo_that_would_double_a_serial_is_refused(world: World, sales: User) -> None:
    kept, other = world.equipment[0], world.equipment[1]
    done = merged(sales, kept, other)
    label = {"manufacturer": other.manufacturer, "model": other.model, "serial": other.serial}
    Equipment.objects.using("owner").filter(pk=world.equipment[2].pk).update(**label)
    with pytest.raises(IntegrityError, match="serial_once"):
        acting(sales, undo_merge, merge=done)
    assert owned(other).merged_into_id == kept.pk


def test_an_empty_value_is_filled_from_the_other_unasked(world: World, sales: User) -> None:
    Equipment.objects.using("owner").filter(pk=world.equipment[0].pk).update(location="")
    merged(sales, world.equipment[0], world.equipment[1])
    assert owned(world.equipment[0]).location == world.equipment[1].location


def test_a_merged_record_is_not_restored_by_itself(world: World, sales: User) -> None:
    merged(sales, world.north, world.south)
    south = owned(world.south)
    with pytest.raises(Refused, match="merged into North"):
        acting(sales, restore, record=south, version=south.version)


def test_a_second_service_of_the_other_is_added(world: World, sales: User) -> None:
    torque = Service.objects.using("owner").create(name="Torque")
    other = instrument(world.south, "The same")
    added = plan(other, torque, days_ago=3)
    merged(sales, world.equipment[0], other)
    assert owned(added).equipment_id == world.equipment[0].pk
    assert world.equipment[0].plans.using("owner").filter(is_active=True).count() == 2
