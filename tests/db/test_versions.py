"""Versions and derived columns, whoever writes: the ORM, a bulk update or plain SQL."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from companies.models import Branch, Company, CompanyGrant, Contact, Document, Note
from equipment.models import CalibrationPlan, Equipment, Service
from jobs.quotes.models import CompanyPrice, Quote, QuoteLine
from jobs.work.models import Absence, Holiday, Job, JobItem
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.record import Record
from realsync.db.scope import as_user
from tasks.models import Task
from tests.world import World

RECORDS = (
    Company, Branch, Contact, Service, Equipment, CalibrationPlan, Note, Document, Quote, QuoteLine,
    CompanyPrice, Job, JobItem, Absence, Holiday, Task,
)  # fmt: skip


def owner_sql(sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)


def version_of(record: Company | Equipment) -> int:
    return type(record).objects.using("owner").values_list("version", flat=True).get(pk=record.pk)


def test_a_change_moves_version_and_time_whoever_writes(world: World) -> None:
    before = world.aster
    with as_user(User.objects.get(pk=world.staff[Role.SALES].pk)):
        company = Company.objects.get(pk=before.pk)
        company.name = "Aster Fine Foods"
        company.save()
        Company.objects.filter(pk=before.pk).update(tax_number="7")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE companies SET tags = '{new}' WHERE id = %s", [before.pk])
    after = Company.objects.using("owner").get(pk=before.pk)
    assert after.version == 4
    assert after.updated_at > after.created_at


def test_an_update_that_changes_nothing_moves_nothing(world: World) -> None:
    owner_sql("UPDATE companies SET name = name")
    assert version_of(world.aster) == 1


def test_nobody_sets_a_version(world: World) -> None:
    owner_sql("UPDATE companies SET version = 99")
    assert version_of(world.aster) == 2


def test_derived_columns_move_no_version(world: World) -> None:
    instrument = world.equipment[0]
    instrument.plans.using("owner").update(next_due_on=date(2030, 1, 1))
    instrument.refresh_from_db(using="owner")
    assert (instrument.next_due_on, instrument.version) == (date(2030, 1, 1), 1)


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: str(model._meta.model_name))
def test_every_business_column_moves_the_version(world: World, model: type[Record]) -> None:
    """A column that a later migration adds must be added to the trigger, or be derived."""
    derived = {
        "id", "version", "created_at", "updated_at", "company_name", "next_due_on",
        "last_calibrated_on", "number", "subtotal", "discount", "tax", "total", "amount", "is_sent",
        "is_accepted", "ended",
    }  # fmt: skip
    own_due = {"next_due_on"} if model is CalibrationPlan else set()
    parts = (CalibrationPlan, Note, Document, QuoteLine, Task, JobItem)
    place = {"company_id", "branch_id"} if model in parts else set()
    if model is JobItem:  # those of its job, and a snapshot of its instrument
        place |= {"technician_id", "equipment_code", "equipment_description", "manufacturer"}
        place |= {"model", "serial", "asset_number"}
    columns = {field.column for field in model._meta.local_fields} - (derived - own_due) - place
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s",
            [f"{model._meta.db_table}_version"],
        )
        definition = cursor.fetchone()[0].replace('"', "")
    assert {column for column in columns if f"old.{column}" not in definition} == set()


def test_an_instrument_is_due_when_the_first_of_its_active_plans_is(world: World) -> None:
    instrument = world.equipment[0]
    second = Service.objects.using("owner").create(name="Calibration of torque")
    plan = CalibrationPlan.objects.using("owner").create(
        company_id=instrument.company_id,
        branch_id=instrument.branch_id,
        equipment=instrument,
        service=second,
        last_on=date(2025, 6, 1),
        next_due_on=date(2020, 1, 1),
    )
    instrument.refresh_from_db(using="owner")
    assert instrument.next_due_on == date(2020, 1, 1)
    CalibrationPlan.objects.using("owner").filter(pk=plan.pk).update(is_active=False)
    instrument.refresh_from_db(using="owner")
    assert instrument.next_due_on != date(2020, 1, 1)
    instrument.plans.using("owner").all().delete()
    instrument.refresh_from_db(using="owner")
    assert [instrument.next_due_on, instrument.last_calibrated_on] == [None, None]


def test_a_renamed_company_is_renamed_where_its_name_is_copied(world: World) -> None:
    with as_user(User.objects.get(pk=world.staff[Role.SALES].pk)):
        Company.objects.filter(pk=world.aster.pk).update(name="Zeta")
    branch = Branch.objects.using("owner").get(pk=world.north.pk)
    grant = CompanyGrant.objects.using("owner").get(user=world.alice)
    assert (branch.company_name, branch.version, grant.company_name) == ("Zeta", 1, "Zeta")


def test_a_copied_name_cannot_be_written(world: World) -> None:
    owner_sql("UPDATE branches SET company_name = 'other'")
    assert Branch.objects.using("owner").get(pk=world.north.pk).company_name == "Aster Foods"


def test_no_row_stands_in_a_branch_of_another_company(world: World) -> None:
    for row in (world.equipment[0], world.contact):
        with pytest.raises(IntegrityError, match="branch_of_company"), transaction.atomic("owner"):
            type(row).objects.using("owner").filter(pk=row.pk).update(branch=world.foreign_branch)


def test_a_plan_follows_its_instrument_to_another_branch(world: World) -> None:
    instrument = world.equipment[0]
    Equipment.objects.using("owner").filter(pk=instrument.pk).update(branch=world.south)
    plan = instrument.plans.using("owner").get()
    assert (plan.branch_id, plan.version) == (world.south.pk, 1)


def test_a_serial_is_unique_within_a_company_only(world: World) -> None:
    first = world.equipment[0]
    copy = {
        "description": "Copy",
        "manufacturer": first.manufacturer,
        "model": first.model,
        "serial": first.serial,
    }
    other = world.foreign_branch
    Equipment.objects.using("owner").create(company_id=other.company_id, branch=other, **copy)
    with pytest.raises(IntegrityError, match="serial_once"), transaction.atomic("owner"):
        Equipment.objects.using("owner").create(
            company_id=first.company_id, branch=world.south, **copy
        )


def test_codes_are_drawn_by_the_database(world: World) -> None:
    assert world.aster.code.startswith("CMP-00000")
    assert world.equipment[0].code.startswith("EQP-0000000")
    assert world.service.code.startswith("SVC-000")


def test_the_log_is_append_only_even_for_the_owner(world: World) -> None:
    for statement in ("UPDATE activity_log SET verb = 'x'", "DELETE FROM activity_log"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic("owner"):
            owner_sql(statement)
