"""Reference standards: who may use one on a day, and with which words it is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from jobs.work.fitness import against_standard, against_technician
from jobs.work.models import BenchItem, JobItem, Measurement, Skill, Standard
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from realsync.db.violations import in_words
from tests.world import World

SignIn = Callable[[User], Client]
TYPED = {
    "name": "Deadweight tester",
    "manufacturer": "Budenberg",
    "model": "580",
    "category": "Pressure",
    "calibrated_on": "2026-03-01",
    "due_on": "2149-03-01",
}


def now(standard: Standard) -> Standard:
    return Standard.objects.using("owner").get(pk=standard.pk)


def change(standard: Standard, **values: Any) -> Standard:
    Standard.objects.using("owner").filter(pk=standard.pk).update(**values)
    return now(standard)


def test_it_is_refused_by_name(world: World) -> None:
    standard, due = world.standard, date(2026, 3, 3)
    standard = change(standard, due_on=due)
    code = standard.code
    assert against_standard(standard, due) == ""
    expired = f"Standard {code} Fluke 5522A expired on 3 March 2026."
    assert against_standard(standard, due + timedelta(days=1)) == expired
    assert list(Standard.objects.using("owner").usable_on(due)) == [standard]
    assert not Standard.objects.using("owner").usable_on(due + timedelta(days=1)).exists()
    retired = change(standard, is_active=False)
    assert against_standard(retired, due) == f"Standard {code} Fluke 5522A is retired."
    failed = change(standard, is_active=True, status="failed", failed_on=due, failure="Drifted")
    assert against_standard(failed, due) == f"Standard {code} Fluke 5522A was found faulty."


def test_a_technician_without_the_competence_is_refused_by_name(world: World) -> None:
    tom = world.staff[Role.TECHNICIAN]
    day = date(2026, 3, 3)

    def against(category: str) -> str:
        person = User.objects.get(pk=tom.pk)
        with as_user(person, read_only=True):
            return against_technician(
                person, pk=tom.pk, name="Tom Reyes", category=category, day=day
            )

    assert against("electrical") == ""
    assert against("") == ""
    assert against("Pressure") == "Tom Reyes has no competence for Pressure."
    Skill.objects.using("owner").update(valid_until=day)
    assert against("electrical") == ""
    Skill.objects.using("owner").update(valid_until=date(2026, 3, 2))
    ended = "The competence of Tom Reyes for electrical ended on 2 March 2026."
    assert against("electrical") == ended


def record(item: JobItem, standard: Standard, **values: Any) -> Measurement:
    given = {"quantity": "DC voltage", "position": 50, "recorded_at": timezone.now(), **values}
    with transaction.atomic("owner"):
        return Measurement.objects.using("owner").create(
            item=item, job_id=item.job_id, company_id=item.company_id,
            branch_id=item.branch_id, standard=standard, **given,
        )  # fmt: skip


def test_the_database_refuses_a_result_with_it_whoever_writes(world: World) -> None:
    bench = BenchItem.objects.using("owner").filter(job=world.jobs["own"])
    item = JobItem.objects.using("owner").get(pk=bench.get().pk)
    standard = change(world.standard, due_on=date(2026, 3, 3))
    bench.update(performed_on=date(2026, 3, 4))
    point = record(item, standard)  # no value yet
    for write in (
        lambda: Measurement.objects.using("owner").filter(pk=point.pk).update(as_found="9.9"),
        lambda: record(item, standard, position=51, as_left="9.9"),
    ):
        with pytest.raises(IntegrityError) as refused, transaction.atomic("owner"):
            write()
        violation = in_words(refused.value)
        assert violation is not None
        assert "may not be used on that day" in str(violation.sentence)
    bench.update(performed_on=date(2026, 3, 3))
    Measurement.objects.using("owner").filter(pk=point.pk).update(as_found="9.9")
    # What was recorded stays: the standard fails later, and other columns still change.
    change(standard, status="failed", failed_on=date(2026, 4, 1), failure="Drifted")
    Measurement.objects.using("owner").filter(pk=point.pk).update(verdict="pass")
    with pytest.raises(IntegrityError, match="had expired"), transaction.atomic("owner"):
        bench.update(performed_on=date(2026, 3, 5))


def test_it_is_added_found_and_put_back_into_service(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.MANAGEMENT])
    assert client.post("/standards/new/", {**TYPED, "due_on": "2026-02-01"}).status_code == 422
    assert client.post("/standards/new/", TYPED).status_code == 302
    standard = Standard.objects.using("owner").latest("pk")
    assert standard.code.startswith("STD-")
    for use, is_found in (("today", True), ("refused", False)):
        asked = {"q": "budenberg", "category": "Pressure", "use": use}
        found = client.get("/standards/", asked).content.decode()
        assert (standard.code in found) is is_found
    assert standard.code in client.get("/search/", {"q": "budenberg"}).content.decode()
    path = f"/standards/{standard.pk}/readmission/"
    failed = {"status": "failed", "failed_on": date(2026, 4, 1), "failure": "Leaks"}
    standard = change(standard, **failed)
    page = client.get(f"/standards/{standard.pk}/").content.decode()
    assert "was found faulty. No result can be recorded with it." in page
    answer = client.post(path, {"version": standard.version})
    assert answer.status_code == 409
    assert "Enter its new calibration first" in answer.content.decode()
    standard = change(standard, calibrated_on=date(2026, 4, 2))
    assert client.post(path, {"version": "1"}).status_code == 409
    assert client.post(path, {"version": standard.version}).status_code == 302
    assert (now(standard).status, now(standard).failure) == ("in_service", "")
