"""What operators write: logged like everything else, and never at an invariant's cost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.test import Client

from companies.models import Branch, Company, Contact, Note
from equipment.models import CalibrationPlan, Equipment, Service, ServicePricing
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.models import Setting
from realsync.db.scope import as_user
from realsync.outbox.models import OutboxRow
from tests.admin.places import place
from tests.world import World

Logged = Callable[[], list[Activity]]


def filled(client: Client, address: str, **typed: Any) -> dict[str, Any]:
    """What the form at `address` would send, with what was typed into it."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for formset in context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    sent: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                sent[bound.html_name] = value
    return sent | typed


def save(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, filled(client, address, **typed))


def told(answer: Any) -> str:
    """What the form says, and that nothing was saved."""
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    lists = [form.errors.values()]
    for inline in answer.context["inline_admin_formsets"]:
        lists += [errors.values() for errors in inline.formset.errors]
    return " ".join(str(word) for errors in lists for found in errors for word in found)


def test_a_change_is_logged_field_by_field(world: World, operator: Client, logged: Logged) -> None:
    address = place(Company, "change", world.aster.pk)
    assert save(operator, address, name="Aster Foods plc", tags="food, cold").status_code == 302
    (entry,) = logged()
    assert (entry.verb, entry.actor_id) == ("company.changed", world.staff[Role.ADMIN].pk)
    assert entry.changes == {
        "name": ["Aster Foods", "Aster Foods plc"],
        "tags": [["Aster Foods"], ["food", "cold"]],
    }
    assert entry.company_id == world.aster.pk
    assert Company.objects.using("owner").get(pk=world.aster.pk).version == 2


def test_nothing_changed_is_nothing_logged(world: World, operator: Client, logged: Logged) -> None:
    for record in (world.aster, world.north, world.contact, world.service, world.equipment[0]):
        answer = save(operator, place(type(record), "change", record.pk))
        assert answer.status_code == 302
        assert type(record)._base_manager.using("owner").get(pk=record.pk).version == 1
    assert logged() == []


def test_a_company_is_made_with_its_code(world: World, operator: Client, logged: Logged) -> None:
    answer = save(operator, place(Company, "add"), name="Delphi")
    assert answer.status_code == 302, told(answer)
    (entry,) = logged()
    made = Company.objects.using("owner").get(name="Delphi")
    assert (entry.verb, entry.entity_id) == ("company.created", made.pk)
    assert entry.changes["name"] == [None, "Delphi"]
    assert made.code.startswith("CMP-")


def test_an_instrument_takes_company_and_place_from_its_branch(
    world: World, operator: Client, logged: Logged
) -> None:
    address = place(Equipment, "add")
    sent = filled(operator, address, branch=world.south.pk, description="Caliper")
    sent |= {
        "plans-TOTAL_FORMS": 1,
        "plans-0-service": world.service.pk,
        "plans-0-interval_count": 6,
        "plans-0-interval_unit": "months",
        "plans-0-next_due_on": "2030-01-31",
        "plans-0-is_active": "on",
    }
    answer = operator.post(address, sent)
    assert answer.status_code == 302, told(answer)
    made = Equipment.objects.using("owner").get(description="Caliper")
    assert (made.company_id, made.branch_id) == (world.aster.pk, world.south.pk)
    assert str(made.next_due_on) == "2030-01-31"
    assert [entry.verb for entry in logged()] == ["calibrationplan.created", "equipment.created"]


def test_a_plan_in_the_form_of_its_instrument(
    world: World, operator: Client, logged: Logged
) -> None:
    address = place(Equipment, "change", world.equipment[0].pk)
    typed = {"plans-0-next_due_on": "2031-02-28"}
    assert save(operator, address, **typed).status_code == 302
    (entry,) = logged()
    assert entry.verb == "calibrationplan.changed"
    assert list(entry.changes) == ["next_due_on"]
    assert str(Equipment.objects.using("owner").get(pk=world.equipment[0].pk).next_due_on) == (
        "2031-02-28"
    )


def test_a_price_floor_with_its_service(world: World, operator: Client, logged: Logged) -> None:
    address = place(Service, "change", world.service.pk)
    assert save(operator, address, **{"pricing-0-price_floor": "80"}).status_code == 302
    (entry,) = logged()
    assert (entry.verb, entry.changes) == (
        "servicepricing.changed",
        {"price_floor": ["77.77", "80"]},
    )


def test_a_stale_save_is_refused_and_keeps_what_was_typed(
    world: World, operator: Client, logged: Logged
) -> None:
    address = place(Branch, "change", world.north.pk)
    typed = filled(operator, address, city="Kiel")
    Branch.objects.using("owner").filter(pk=world.north.pk).update(city="Bonn")
    answer = operator.post(address, typed)
    assert "Somebody else has changed this" in told(answer)
    assert "Bonn" in told(answer)
    assert 'value="Kiel"' in answer.content.decode()
    assert logged() == []
    assert Branch.objects.using("owner").get(pk=world.north.pk).city == "Bonn"


def test_a_stale_row_within_a_form_is_refused(world: World, operator: Client) -> None:
    address = place(Equipment, "change", world.equipment[0].pk)
    typed = filled(operator, address, **{"plans-0-next_due_on": "2031-02-28"})
    CalibrationPlan.objects.using("owner").update(interval_count=3)
    assert "Somebody else has changed this" in told(operator.post(address, typed))


def test_what_is_kept_by_the_database_is_not_taken_from_a_form(
    world: World, operator: Client, logged: Logged
) -> None:
    instrument = world.equipment[0]
    forged = {
        "code": "EQP-1",
        "version": 77,
        "next_due_on": "2040-01-01",
        "branch": world.foreign_branch.pk,
        "company": world.borealis.pk,
        "is_active": "",
        "created_at": "2001-01-01",
    }
    assert save(operator, place(Equipment, "change", instrument.pk), **forged).status_code == 302
    assert logged() == []
    after = Equipment.objects.using("owner").get(pk=instrument.pk)
    for name in ("code", "version", "next_due_on", "branch_id", "company_id", "is_active"):
        assert getattr(after, name) == getattr(instrument, name)


@pytest.mark.parametrize(
    ("model", "typed", "sentence"),
    [
        (Company, {"name": "   "}, "required"),
        (Company, {"name": "A", "default_interval_count": 0}, "at least one"),
        (Company, {"name": "A", "default_interval_count": 99_999}, "less than or equal"),
        (Branch, {"name": "A", "latitude": "95"}, "from -90 to 90"),
        (Contact, {"name": "A", "purposes": "spam"}, "Select a valid choice"),
        (Equipment, {"specification": "[1"}, "valid JSON"),
        (Equipment, {"specification": '"text"'}, "between braces"),
        (Equipment, {"specification": '{"a": "\\u0000"}'}, "does not take"),
        (Equipment, {"specification": '{"a": "\\ud800"}'}, "no text has"),
        (Equipment, {"specification": "[" * 19_000}, "valid JSON"),
        (Equipment, {"description": "a\u202eb"}, "reverses the direction"),
        (Equipment, {"description": "a\x00b"}, "no text"),
        (Service, {"base_price": "-1"}, "not negative"),
        (Service, {"base_price": "1e300"}, "digits"),
    ],
)
def test_a_value_that_cannot_be(
    world: World, operator: Client, logged: Logged, model: Any, typed: Any, sentence: str
) -> None:
    rows = {
        Company: world.aster,
        Branch: world.north,
        Contact: world.contact,
        Equipment: world.equipment[0],
        Service: world.service,
    }
    assert sentence in told(save(operator, place(model, "change", rows[model].pk), **typed))
    assert logged() == []


def test_a_serial_number_twice_in_a_company(world: World, operator: Client) -> None:
    first, second, _third = world.equipment
    typed = {
        "manufacturer": first.manufacturer,
        "model": first.model,
        "serial": first.serial,
    }
    answer = save(operator, place(Equipment, "change", second.pk), **typed)
    assert "this serial number already" in told(answer)


def test_a_service_twice_among_the_plans(world: World, operator: Client) -> None:
    address = place(CalibrationPlan, "add")
    typed = {"equipment": world.equipment[0].pk, "service": world.service.pk}
    assert "has a plan for this service" in told(save(operator, address, **typed))


def test_a_contact_at_anothers_branch(world: World, operator: Client) -> None:
    typed = {"company": world.aster.pk, "branch": world.foreign_branch.pk, "name": "Ida"}
    assert "belongs to another company" in told(save(operator, place(Contact, "add"), **typed))


def test_a_trigger_that_refuses_says_so_on_the_form(world: World, operator: Client) -> None:
    """Part 3's locks refuse with 55P03; other rules with 42501 or with words of their own."""
    for state, sentence in (
        ("55P03", "changing this right now"),
        ("42501", "no right to change"),
        ("P0001", "does not take"),
    ):
        with refusing(state):
            answer = save(operator, place(Company, "change", world.aster.pk), name="Other")
            assert sentence in told(answer)


class refusing:
    def __init__(self, state: str) -> None:
        self.state = state

    def __enter__(self) -> None:
        _as_owner(
            "CREATE FUNCTION refuse_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION 'No.' USING ERRCODE = '{self.state}'; END $$;"
            "CREATE TRIGGER refuse_it BEFORE UPDATE ON companies FOR EACH ROW"
            " EXECUTE FUNCTION refuse_it()"
        )

    def __exit__(self, *_: object) -> None:
        _as_owner("DROP TRIGGER refuse_it ON companies; DROP FUNCTION refuse_it()")


def _as_owner(sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)


def test_settings_are_checked_and_logged(world: World, operator: Client, restored: None) -> None:
    address = place(Setting, "add")
    typed = {"name": "laboratory_time_zone", "value": '"Mars/Olympus"'}
    assert "no time zone" in told(save(operator, address, **typed))
    assert "Small letters" in told(save(operator, address, name="X Y", value="1"))
    assert "valid JSON" in told(save(operator, address, name="x", value="{"))
    made = save(operator, address, **typed | {"value": '"Europe/Berlin"'})
    assert made.status_code == 302, told(made)
    assert "one like this already" in told(
        save(operator, address, **typed | {"value": '"Europe/Paris"'})
    )
    for nowhere in ('"Berlin"', '{"latitude": 91, "longitude": 0}', '{"latitude": "x"}', "[1, 2]"):
        somewhere = {"name": "laboratory_place", "value": nowhere}
        assert "as a map shows them" in told(save(operator, address, **somewhere))
    change = place(Setting, "change", "laboratory_time_zone")
    assert save(operator, change, value='"Europe/Rome"').status_code == 302
    assert Setting.objects.using("owner").get().value == "Europe/Rome"
    stale = filled(operator, change, value='"Europe/Oslo"')
    Setting.objects.using("owner").update(value="Europe/Madrid")
    assert "Somebody else has changed this" in told(operator.post(change, stale))


def test_notes_are_put_right_not_written_here(
    furnished: World, operator: Client, logged: Logged
) -> None:
    note = Note.objects.using("owner").get(text="Called about the keys.")
    assert save(operator, place(Note, "change", note.pk), audience="client").status_code == 302
    (entry,) = logged()
    assert entry.changes == {"audience": ["staff", "client"]}
    assert operator.post(place(Note, "add"), {"text": "x"}).status_code == 403


def test_read_only_tables_refuse_what_is_sent(furnished: World, operator: Client) -> None:
    entry = Activity.objects.using("owner").order_by("-pk")[0]
    assert operator.post(place(Activity, "change", entry.pk), {"verb": "x"}).status_code == 403
    assert operator.post(place(Activity, "delete", entry.pk), {"post": "yes"}).status_code == 403
    admin = furnished.staff[Role.ADMIN]
    assert operator.post(place(type(admin), "change", admin.pk), {"role": "x"}).status_code == 405


def test_what_was_given_up_is_sent_again(
    furnished: World, operator: Client, logged: Logged
) -> None:
    waiting = OutboxRow.objects.using("owner").get()
    dead = OutboxRow.objects.using("owner").create(
        task="mail", queue="quick", args=["another secret"], available_at=None, attempts=12
    )
    page = operator.get(place(OutboxRow, "change", dead.pk))
    assert "secret" not in page.content.decode()
    action = {"action": "send_again", "index": 0, "_selected_action": [waiting.pk, dead.pk]}
    assert operator.post(place(OutboxRow, "changelist"), action).status_code == 302
    dead.refresh_from_db(using="owner")
    assert (dead.attempts, dead.available_at is not None) == (0, True)
    assert [entry.verb for entry in logged()] == ["outboxrow.sent_again"]


def test_the_database_lets_the_office_touch_no_other_work(furnished: World) -> None:
    with as_user(furnished.staff[Role.SALES]):
        assert OutboxRow.objects.update(attempts=5) == 0
    for statement in ("SELECT args FROM outbox", "UPDATE outbox SET args = '[]'"):
        operators = as_user(furnished.staff[Role.ADMIN])
        with pytest.raises(DatabaseError, match="permission denied"), operators:
            connections["default"].cursor().execute(statement)


def test_the_price_floor_is_not_below_nothing(world: World, operator: Client) -> None:
    address = place(Service, "change", world.service.pk)
    assert "not negative" in told(save(operator, address, **{"pricing-0-price_floor": "-1"}))
    assert ServicePricing.objects.using("owner").get().price_floor > 0
