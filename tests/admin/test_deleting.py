"""A hard delete is the admin's, and only where no history would go with it."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connections
from django.test import Client

from companies.models import Branch, Company, Contact, Document, Note
from equipment.models import CalibrationPlan, Equipment, Service, ServicePricing
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import as_user
from tests.admin.places import place
from tests.world import World

YES = {"post": "yes"}
Logged = Callable[[], list[Activity]]


def test_a_slip_is_deleted_and_the_log_keeps_what_it_was(
    world: World, operator: Client, logged: Logged
) -> None:
    slip = Company.objects.using("owner").create(name="Slip")
    assert "Nothing hangs on it" in operator.get(place(Company, "delete", slip.pk)).content.decode()
    assert operator.post(place(Company, "delete", slip.pk), YES).status_code == 302
    assert not Company.objects.using("owner").filter(pk=slip.pk).exists()
    (entry,) = logged()
    assert (entry.verb, entry.entity_id) == ("company.deleted", slip.pk)
    assert entry.changes["name"] == ["Slip", None]


@pytest.mark.parametrize(
    ("which", "because"),
    [("aster", "Branches belong to it"), ("north", "Equipment belong to it"),
     ("service", "Calibration plans belong to it")],
)  # fmt: skip
def test_what_others_hang_on_stays(
    world: World, operator: Client, which: str, because: str
) -> None:
    record = getattr(world, which)
    address = place(type(record), "delete", record.pk)
    assert because in operator.get(address).content.decode()
    assert because in operator.post(address, YES).content.decode()
    assert type(record)._base_manager.using("owner").filter(pk=record.pk).exists()


@pytest.mark.parametrize("kind", ["activity", "note", "document"])
def test_what_is_spoken_of_stays(furnished: World, operator: Client, kind: str) -> None:
    company = Company.objects.using("owner").create(name="Spoken of")
    speak(furnished, company, kind)
    address = place(Company, "delete", company.pk)
    assert "It cannot be deleted" in operator.post(address, YES).content.decode()
    assert Company.objects.using("owner").filter(pk=company.pk).exists()


@pytest.mark.parametrize("kind", ["activity", "note", "document"])
def test_the_database_keeps_it_whoever_deletes(furnished: World, kind: str) -> None:
    company = Company.objects.using("owner").create(name="Spoken of")
    speak(furnished, company, kind)
    with pytest.raises(IntegrityError, match="history of company"):
        Company.objects.using("owner").filter(pk=company.pk)._raw_delete("owner")
    operators = as_user(furnished.staff[Role.ADMIN])
    with pytest.raises(IntegrityError, match="history of company"), operators:
        Company.objects.filter(pk=company.pk)._raw_delete("default")


def speak(world: World, company: Company, kind: str) -> None:
    about = {"entity_type": "company", "entity_id": company.pk}
    owner = "owner"
    if kind == "activity":
        Activity.objects.using(owner).create(verb="company.created", **about)
        Activity.objects.using(owner).create(verb="company.changed", **about)
    elif kind == "note":
        Note.objects.using(owner).create(text="Hi", author=world.staff[Role.ADMIN], **about)
    else:
        Document.objects.using(owner).create(title="Plan", **about)


def test_its_creation_alone_keeps_nothing(world: World, operator: Client) -> None:
    contact = Contact.objects.using("owner").create(company=world.aster, name="Slip")
    Activity.objects.using("owner").create(
        verb="contact.created", entity_type="contact", entity_id=contact.pk
    )
    assert operator.post(place(Contact, "delete", contact.pk), YES).status_code == 302
    assert not Contact.objects.using("owner").filter(pk=contact.pk).exists()


def test_a_company_that_clients_may_see_stays(world: World, operator: Client) -> None:
    """The grants are out of the operator's scope; the foreign key speaks for them."""
    Branch.objects.using("owner").filter(company=world.corona).delete()
    answer = operator.post(place(Company, "delete", world.corona.pk), YES, follow=True)
    assert "not there any more" in answer.content.decode() or "refers" in answer.content.decode()
    assert Company.objects.using("owner").filter(pk=world.corona.pk).exists()


def test_a_price_floor_goes_with_its_service(world: World, operator: Client) -> None:
    service = Service.objects.using("owner").create(name="Slip")
    ServicePricing.objects.using("owner").create(service=service, price_floor=1)
    assert operator.post(place(Service, "delete", service.pk), YES).status_code == 302
    assert not Service.objects.using("owner").filter(pk=service.pk).exists()


def test_an_instrument_with_a_plan_that_has_a_history_stays(world: World) -> None:
    plan = CalibrationPlan.objects.using("owner").filter(equipment=world.equipment[0]).get()
    Activity.objects.using("owner").create(
        verb="calibrationplan.changed", entity_type="calibrationplan", entity_id=plan.pk
    )
    with pytest.raises(IntegrityError, match="history of calibrationplan"):
        Equipment.objects.using("owner").filter(pk=plan.equipment_id)._raw_delete("owner")


def test_nobody_deletes_many_at_once(world: World, operator: Client) -> None:
    sent = {"action": "delete_selected", "_selected_action": [world.aster.pk], "post": "yes"}
    operator.post(place(Company, "changelist"), sent, follow=True)
    assert Company.objects.using("owner").filter(pk=world.aster.pk).exists()


def test_django_keeps_no_second_log(world: World, operator: Client) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_admin_log")
        assert cursor.fetchone() == (0,)
