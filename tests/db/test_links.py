"""Notes and documents stand where their record stands, and follow it."""

import pytest
from django.db import IntegrityError, connections, transaction

from companies.models import Document, DocumentVersion, Note
from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.db.violations import in_words
from tests.made.words import INTERNAL
from tests.world import World


def note_on(world: World, entity: str, pk: int, **fields: object) -> Note:
    author = world.staff[Role.SALES]
    values = {"author": author, "text": "x"} | fields
    return Note.objects.using("owner").create(entity_type=entity, entity_id=pk, **values)


def test_a_link_takes_the_place_of_its_record(world: World) -> None:
    instrument = world.equipment[0]
    for entity, pk, place in (
        ("company", world.aster.pk, (world.aster.pk, None)),
        ("branch", world.north.pk, (world.aster.pk, world.north.pk)),
        ("equipment", instrument.pk, (world.aster.pk, world.north.pk)),
        ("service", world.service.pk, (None, None)),
        ("standard", world.standard.pk, (None, None)),
    ):
        note = note_on(world, entity, pk)
        note.refresh_from_db(using="owner")
        assert (note.company_id, note.branch_id) == place


@pytest.mark.parametrize("entity", ["company", "planet", "company; DROP TABLE notes"])
def test_a_link_to_nothing_is_refused_in_words(world: World, entity: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic("owner"):
        note_on(world, entity, 999_999_999)
    violation = in_words(refused.value)
    assert violation is not None
    assert "not there any more" in str(violation.sentence)


def test_a_link_into_another_company_is_refused(world: World) -> None:
    with pytest.raises(IntegrityError, match="another company"), transaction.atomic("owner"):
        note_on(world, "branch", world.north.pk, company=world.borealis)


def test_what_hangs_on_an_instrument_moves_with_it_whoever_moves_it(world: World) -> None:
    """A technician sees no staff note, and moves those of the instrument all the same."""
    instrument = world.equipment[0]
    note = note_on(world, "equipment", instrument.pk)
    document = Document.objects.using("owner").create(
        entity_type="equipment", entity_id=instrument.pk, title="Manual"
    )
    with as_user(User.objects.get(pk=world.staff[Role.TECHNICIAN].pk)):
        Equipment.objects.filter(pk=instrument.pk).update(branch=world.south)
    note.refresh_from_db(using="owner")
    document.refresh_from_db(using="owner")
    assert (note.branch_id, document.branch_id) == (world.south.pk, world.south.pk)
    assert note.version == 1


def test_a_files_audience_is_its_documents(world: World) -> None:
    document = world.documents["staff"]
    with as_user(User.objects.get(pk=world.staff[Role.SALES].pk)):
        Document.objects.filter(pk=document.pk).update(audience="client")
    version = DocumentVersion.objects.using("owner").get(document=document)
    assert (version.audience, version.branch_id) == ("client", world.north.pk)


@pytest.mark.parametrize("role", [Role.ONBOARDING, Role.TECHNICIAN])
def test_staff_notes_are_rows_that_some_roles_have_no_policy_for(world: World, role: Role) -> None:
    with (
        as_user(User.objects.get(pk=world.staff[role].pk)),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("SELECT text FROM notes")
        texts = [text for (text,) in cursor.fetchall()]
    assert len(texts) == 3
    assert not any(INTERNAL in text for text in texts)
