"""Two companies that are the same become one, and two again."""

import pytest
from django.db import DatabaseError, connection

from companies.actions.merge import merge, undo_merge
from companies.models import Branch, Company, Contact, Document, Merge, Note
from companies.retiring.refused import Refused
from equipment.models import CalibrationPlan, Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.editing.writing import Stale
from tests.merging.conftest import Twin, acting, grants, instrument, note, owned, plan, seen_by
from tests.world import World


def merged(world: World, twin: Twin, by: User, **chosen: str) -> Merge:
    kept, other = owned(world.aster), owned(twin.company)
    versions = (kept.version, other.version)
    done: Merge = acting(by, merge, kept=kept, other=other, versions=versions, chosen=chosen)
    return done


def test_all_that_hangs_on_it_hangs_on_the_one_that_stays(
    world: World, twin: Twin, sales: User
) -> None:
    merged(world, twin, sales)
    for each in (twin.branch, twin.contact, twin.site_contact, twin.instrument, twin.same):
        assert owned(each).company_id == world.aster.pk
    assert owned(twin.branch).company_name == "Aster Foods"
    for link in (twin.note, twin.document):
        after = owned(link)
        assert (after.entity_id, after.company_id) == (world.aster.pk, world.aster.pk)
    gone = owned(twin.company)
    assert (gone.is_active, gone.merged_into_id) == (False, world.aster.pk)


def test_one_serial_number_stands_once_in_a_company(world: World, twin: Twin, sales: User) -> None:
    """The twin's is part of Aster's, and its later calibration counts."""
    first = owned(world.equipment[0])
    kept_plan = first.plans.using("owner").get()
    done = merged(world, twin, sales)
    same = owned(twin.same)
    assert (same.merged_into_id, same.is_active) == (first.pk, False)
    after, other = owned(kept_plan), owned(twin.plan)
    assert (after.last_on, after.is_active) == (twin.plan.last_on, True)
    assert (other.last_on, other.is_active) == (kept_plan.last_on, False)
    assert owned(first).next_due_on == twin.plan.next_due_on
    part = Merge.objects.using("owner").get(part_of=done)
    assert (part.entity_type, part.kept_id, part.merged_id) == ("equipment", first.pk, same.pk)


def test_the_active_one_of_two_instruments_stays(world: World, twin: Twin, sales: User) -> None:
    first = world.equipment[0]
    Equipment.objects.using("owner").filter(pk=first.pk).update(is_active=False)
    merged(world, twin, sales)
    assert owned(first).merged_into_id == twin.same.pk
    assert owned(twin.same).is_active


def test_both_have_an_entry(world: World, twin: Twin, sales: User) -> None:
    merged(world, twin, sales, **{"field-tax_number": "other"})
    entries = Activity.objects.using("owner").filter(verb="company.merged").order_by("pk")
    assert [entry.entity_id for entry in entries] == [world.aster.pk, twin.company.pk]
    kept, gone = (entry.changes for entry in entries)
    assert kept == {
        "tax_number": ["", "DE 7"],
        "merged": [None, f"{twin.company.code} Aster Food"],
    }
    assert gone == {"merged_into": [None, f"{world.aster.code} Aster Foods"]}
    instruments = Activity.objects.using("owner").filter(verb="equipment.merged")
    assert {entry.entity_id for entry in instruments} == {world.equipment[0].pk, twin.same.pk}


def test_clients_of_the_merged_one_act_for_the_one_that_stays(
    world: World, twin: Twin, sales: User
) -> None:
    before = seen_by(world.alice, Equipment)
    mine = seen_by(twin.manager, Equipment)
    done = merged(world, twin, sales)
    assert seen_by(twin.manager, Equipment) == before | mine
    assert seen_by(world.alice, Equipment) == before | mine
    assert seen_by(twin.local, Equipment) == mine
    assert seen_by(twin.manager, Company) == {world.aster.pk}
    assert seen_by(world.bob, Equipment) == {each.pk for each in world.equipment}
    assert seen_by(world.charlie, Equipment) == {each.pk for each in world.foreign_equipment}
    acting(sales, undo_merge, merge=done)
    assert seen_by(twin.manager, Equipment) == mine
    assert seen_by(twin.local, Equipment) == mine
    assert seen_by(world.alice, Equipment) == before
    assert seen_by(twin.manager, Document) == {twin.document.pk}


def test_whoever_acts_for_both_acts_for_one_and_then_for_both_again(
    world: World, twin: Twin, sales: User
) -> None:
    before = grants(world.erin)
    done = merged(world, twin, sales)
    assert grants(world.erin) == before - {twin.company.pk}
    acting(sales, undo_merge, merge=done)
    assert grants(world.erin) == before


def test_a_grant_that_was_taken_away_since_does_not_come_back(
    world: World, twin: Twin, sales: User
) -> None:
    done = merged(world, twin, sales)
    world.erin.companygrant_set.using("owner").all().delete()
    twin.manager.companygrant_set.using("owner").all().delete()
    acting(sales, undo_merge, merge=done)
    assert grants(world.erin) == grants(twin.manager) == set()


def test_undone_all_is_as_it_was(world: World, twin: Twin, sales: User) -> None:
    first = owned(world.equipment[0])
    plan = first.plans.using("owner").get()
    done = merged(world, twin, sales, **{"field-name": "other", "field-tax_number": "other"})
    assert owned(world.aster).name == "Aster Food"
    undone = acting(sales, undo_merge, merge=done)
    assert undone.stay == 0
    for each in (twin.branch, twin.contact, twin.site_contact, twin.instrument, twin.same):
        assert owned(each).company_id == twin.company.pk
    back, kept = owned(twin.company), owned(world.aster)
    assert (back.is_active, back.merged_into_id) == (True, None)
    assert (kept.name, kept.tax_number) == ("Aster Foods", "")
    assert owned(twin.branch).company_name == "Aster Food"
    same = owned(twin.same)
    assert (same.is_active, same.merged_into_id) == (True, None)
    assert owned(plan).last_on == plan.last_on
    assert owned(twin.plan).is_active
    assert owned(first).next_due_on == first.next_due_on
    assert owned(twin.note).entity_id == twin.company.pk


def test_what_was_done_since_stays(world: World, twin: Twin, sales: User) -> None:
    done = merged(world, twin, sales, **{"field-tax_number": "other"})
    Company.objects.using("owner").filter(pk=world.aster.pk).update(tax_number="DE 8")
    Contact.objects.using("owner").filter(pk=twin.contact.pk).update(branch=world.north)
    Equipment.objects.using("owner").filter(pk=twin.instrument.pk).update(branch=world.north)
    late = note(owned(world.aster), sales, "Since")
    undone = acting(sales, undo_merge, merge=done)
    assert undone.stay == 2
    assert owned(world.aster).tax_number == "DE 8"
    assert owned(twin.contact).branch_id == world.north.pk
    assert owned(twin.instrument).company_id == world.aster.pk
    assert owned(late).entity_id == world.aster.pk
    assert owned(twin.branch).company_id == twin.company.pk


def test_an_instrument_added_at_a_branch_goes_with_the_branch(
    world: World, twin: Twin, sales: User
) -> None:
    done = merged(world, twin, sales)
    added = instrument(owned(twin.branch), "New scale")
    acting(sales, undo_merge, merge=done)
    assert owned(added).company_id == twin.company.pk


def test_twice_and_too_late_is_refused(world: World, twin: Twin, sales: User) -> None:
    done = merged(world, twin, sales)
    acting(sales, undo_merge, merge=done)
    with pytest.raises(Refused, match="undone already"):
        acting(sales, undo_merge, merge=done)
    again = merged(world, twin, sales)
    again.created_at = again.created_at.replace(year=again.created_at.year - 1)
    again.save(using="owner", update_fields=["created_at"])
    with pytest.raises(Refused, match="30 days"):
        acting(sales, undo_merge, merge=again)
    assert owned(twin.company).merged_into_id == world.aster.pk


def test_a_later_merge_is_undone_first(world: World, twin: Twin, sales: User) -> None:
    done = merged(world, twin, sales)
    kept, other = owned(world.corona), owned(world.aster)
    versions = (kept.version, other.version)
    later = acting(sales, merge, kept=kept, other=other, versions=versions, chosen={})
    with pytest.raises(Refused, match="Undo that one first") as refused:
        acting(sales, undo_merge, merge=done)
    assert refused.value.to == later
    acting(sales, undo_merge, merge=later)
    acting(sales, undo_merge, merge=done)
    assert owned(twin.branch).company_id == twin.company.pk
    assert owned(world.north).company_id == world.aster.pk


def test_a_branch_that_was_merged_across_is_undone_first(
    world: World, twin: Twin, sales: User
) -> None:
    done = merged(world, twin, sales)
    kept, other = owned(world.north), owned(twin.branch)
    versions = (kept.version, other.version)
    later = acting(sales, merge, kept=kept, other=other, versions=versions, chosen={})
    with pytest.raises(Refused) as refused:
        acting(sales, undo_merge, merge=done)
    assert refused.value.to == later
    acting(sales, undo_merge, merge=later)
    acting(sales, undo_merge, merge=done)
    assert owned(twin.instrument).company_id == twin.company.pk


def test_an_instrument_that_was_merged_across_is_undone_first(
    world: World, twin: Twin, sales: User
) -> None:
    done = merged(world, twin, sales)
    kept, other = owned(world.equipment[1]), owned(twin.instrument)
    versions = (kept.version, other.version)
    later = acting(sales, merge, kept=kept, other=other, versions=versions, chosen={})
    with pytest.raises(Refused) as refused:
        acting(sales, undo_merge, merge=done)
    assert refused.value.to == later


def test_a_part_of_a_merge_is_undone_with_it(world: World, twin: Twin, sales: User) -> None:
    done = merged(world, twin, sales)
    part = Merge.objects.using("owner").get(part_of=done)
    with pytest.raises(Refused, match="with their companies"):
        acting(sales, undo_merge, merge=part)


def test_a_later_company_with_the_same_serial_is_undone_first(
    world: World, twin: Twin, sales: User
) -> None:
    """The twin's instrument has taken in another's, and would take its history along."""
    done = merged(world, twin, sales)
    third = Company.objects.using("owner").create(name="Aster F.")
    branch = Branch.objects.using("owner").create(company=third, name="East")
    instrument(branch, "Caliper once more", "Mitu", "C1", "777")
    versions = (owned(world.aster).version, third.version)
    kept = owned(world.aster)
    later = acting(sales, merge, kept=kept, other=third, versions=versions, chosen={})
    with pytest.raises(Refused) as refused:
        acting(sales, undo_merge, merge=done)
    assert refused.value.to == later


def test_nothing_of_a_third_company_moves(world: World, twin: Twin, sales: User) -> None:
    before = [owned(each).version for each in (world.borealis, *world.foreign_equipment)]
    acting(sales, undo_merge, merge=merged(world, twin, sales))
    after = [owned(each).version for each in (world.borealis, *world.foreign_equipment)]
    assert before == after
    assert grants(world.charlie) == {world.borealis.pk}


@pytest.mark.parametrize("old", [(7, 1), (1, 7), (-1, -1)])
def test_old_versions_merge_nothing(
    world: World, twin: Twin, sales: User, old: tuple[int, int]
) -> None:
    with pytest.raises(Stale):
        acting(sales, merge, kept=world.aster, other=twin.company, versions=old, chosen={})
    assert owned(twin.company).merged_into_id is None
    assert not Merge.objects.using("owner").filter(entity_type="company").exists()


def test_what_cannot_be_merged(world: World, twin: Twin, sales: User) -> None:
    merged(world, twin, sales)
    other, kept = owned(twin.company), owned(world.corona)
    versions = (kept.version, other.version)
    with pytest.raises(Refused, match="merged into Aster Foods already"):
        acting(sales, merge, kept=kept, other=other, versions=versions, chosen={})
    Company.objects.using("owner").filter(pk=kept.pk).update(is_active=False)
    kept, other = owned(world.corona), owned(world.aster)
    versions = (kept.version, other.version)
    with pytest.raises(Refused, match="is retired"):
        acting(sales, merge, kept=kept, other=other, versions=versions, chosen={})


def test_a_company_that_was_retired_before_stays_so_after_an_undo(
    world: World, twin: Twin, sales: User
) -> None:
    Company.objects.using("owner").filter(pk=twin.company.pk).update(is_active=False)
    acting(sales, undo_merge, merge=merged(world, twin, sales))
    assert not owned(twin.company).is_active


def test_many_serials_are_merged_by_few_statements(
    world: World, twin: Twin, sales: User, django_assert_max_num_queries: object
) -> None:
    for number in range(40):
        label = ("Fluke", "87", str(number))
        plan(instrument(world.north, "Meter", *label), world.service, days_ago=number)
        plan(instrument(twin.branch, "Meter", *label), world.service, days_ago=2 * number)
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        done = merged(world, twin, sales)
    assert Merge.objects.using("owner").filter(part_of=done).count() == 41
    with django_assert_max_num_queries(35):  # type: ignore[operator]
        acting(sales, undo_merge, merge=done)
    assert not Equipment.objects.using("owner").exclude(merged_into=None).exists()
    assert not CalibrationPlan.objects.using("owner").filter(is_active=False).exists()


def test_a_note_of_the_twin_is_seen_by_nobody_else(world: World, twin: Twin, sales: User) -> None:
    open_note = note(twin.branch, sales, "Gate 4", audience="client")
    done = merged(world, twin, sales)
    assert open_note.pk in seen_by(world.alice, Note)
    assert open_note.pk not in seen_by(world.bob, Note)
    acting(sales, undo_merge, merge=done)
    assert open_note.pk not in seen_by(world.alice, Note)
    assert open_note.pk in seen_by(twin.local, Note)


def test_the_office_cannot_call_the_functions_without_a_merge(world: World, sales: User) -> None:
    def call(by: User, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, [world.borealis.pk, world.aster.pk])

    for statement in (
        "SELECT grants_follow_merge('company', %s, %s)",
        "SELECT grants_return('company', %s, %s, '{\"moved\": [], \"dropped\": []}')",
        "SELECT grants_follow_merge('users', %s, %s)",
    ):
        with pytest.raises(DatabaseError, match="There is no merge"):
            acting(sales, call, statement=statement)
    technician = world.staff[Role.TECHNICIAN]
    with pytest.raises(DatabaseError, match="permission denied"):
        acting(technician, call, statement="SELECT grants_follow_merge('company', %s, %s)")
