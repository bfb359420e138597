"""The bench: a sheet is begun, its cells are saved one by one, and what is refused is named."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.test import Client
from django.utils import timezone

from equipment.models import Equipment, Service
from jobs.work.models import BenchItem, BenchSheet, Job, JobItem, Measurement, Skill, Standard
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import open_scope, scope_of
from tests.work.test_scope import grant
from tests.work.test_states import move, put_into
from tests.world import World

SignIn = Callable[[User], Client]
TEMPLATE = {
    "points": [
        {
            "quantity": "DC voltage",
            "unit": "V",
            "nominal": nominal,
            "lower_limit": "8.00",
            "upper_limit": "10.00",
            "expanded_uncertainty": "1.00",
            "coverage_factor": "2",
        }
        for nominal in ("9.0", "9.5")
    ]
}
pytestmark = pytest.mark.usefixtures("restored")


class Bench:
    """The technician's job, in progress, with its sheet."""

    def __init__(self, world: World, client: Client, rule: str = "non_binary") -> None:
        self.client, self.job = client, world.jobs["own"]
        Service.objects.using("owner").filter(pk=world.service.pk).update(
            measurement_template=TEMPLATE
        )
        put_into(world, self.job, "in_progress")
        for model in (Measurement, BenchItem, BenchSheet):
            model.objects.using("owner").filter(job=self.job).delete()
        self.at = f"/jobs/{self.job.pk}/bench/"
        assert client.post(self.at, {"decision_rule": rule}).status_code == 302
        self.item = BenchItem.objects.using("owner").get(job=self.job)
        self.points = list(Measurement.objects.using("owner").filter(job=self.job).order_by("pk"))

    def note(
        self, row: Any, field: str, value: str, *, client: Client | None = None, **more: Any
    ) -> Any:
        kinds = {BenchItem: "item", Measurement: "point"}
        named = "sheet" if row == "sheet" else f"{kinds[type(row)]}:{row.pk}"
        key = more.pop("key", uuid4())
        sent = {"row": named, "field": field, "value": value, "was": "", "version": 1, **more}
        headers = {"Idempotency-Key": str(key), "HX-Request": "true"}
        return (client or self.client).post(f"{self.at}cells/", sent, headers=headers)

    def point(self, number: int = 0) -> Measurement:
        return Measurement.objects.using("owner").get(pk=self.points[number].pk)


@pytest.fixture
def bench(world: World, sign_in: SignIn) -> Bench:
    return Bench(world, sign_in(world.staff[Role.TECHNICIAN]))


def test_a_sheet_takes_points_and_place_from_service_and_job(bench: Bench, world: World) -> None:
    point = bench.point()
    assert [str(each.nominal) for each in bench.points] == ["9.0", "9.5"]
    assert str(point.upper_limit) == "10.00"
    assert (point.company_id, point.branch_id) == (bench.job.company_id, bench.job.branch_id)
    assert point.technician_id == world.staff[Role.TECHNICIAN].pk
    body = bench.client.get(bench.at)
    assert body["Cache-Control"] == "no-store, private"
    assert "DC voltage 9.5 V" in body.content.decode()
    assert bench.client.post(bench.at, {"decision_rule": "simple"}).status_code == 302
    assert BenchSheet.objects.using("owner").get(job=bench.job).decision_rule == "non_binary"


def test_a_value_is_kept_as_typed_and_judged_at_once(bench: Bench, world: World) -> None:
    answer = bench.note(bench.points[0], "as_found", "9,90").json()
    assert answer["values"]["as_found"] == "9.90"
    assert answer["verdicts"] == ["conditional_pass", "conditional_pass"]
    answer = bench.note(bench.points[0], "as_left", "9.00", version=answer["version"]).json()
    assert answer["verdicts"] == ["conditional_pass", "pass"]
    point = bench.point()
    assert (point.recorded_by_id, point.version) == (world.staff[Role.TECHNICIAN].pk, 3)
    row = BenchItem.objects.using("owner").get(pk=bench.item.pk)
    assert (row.presence, row.performed_on) == ("presented", timezone.localdate())
    entry = Activity.objects.using("owner").filter(verb="jobitem.measured").latest("pk")
    assert entry.changes["as_left"] == [None, "9"]
    assert entry.changes["point"] == [None, "DC voltage 9.0 V"]


def test_the_same_key_counts_once_and_the_row_says_how_it_is(bench: Bench) -> None:
    key = uuid4()
    assert bench.note(bench.points[0], "as_found", "9.10", key=key).status_code == 200
    assert bench.note(bench.points[0], "as_found", "9.20", version=2).status_code == 200
    assert bench.note(bench.points[0], "as_found", "9.10", key=key).status_code == 204
    now = bench.client.get(f"{bench.at}cells/", {"row": f"point:{bench.points[0].pk}"}).json()
    assert (now["values"]["as_found"], now["version"]) == ("9.20", 3)
    assert Activity.objects.using("owner").filter(verb="jobitem.measured").count() == 2


def test_theirs_and_mine_are_shown_for_one_cell_only(
    bench: Bench, world: World, sign_in: SignIn
) -> None:
    office = sign_in(world.staff[Role.MANAGEMENT])
    assert bench.note(bench.points[0], "as_found", "9.10", client=office).status_code == 200
    # The same value is no difference, another one is.
    assert bench.note(bench.points[0], "as_found", "9.10").status_code == 200
    answer = bench.note(bench.points[0], "as_found", "9.30")
    assert answer.status_code == 409
    theirs = answer.json()
    assert (theirs["theirs"], theirs["who"]) == ("9.10", world.staff[Role.MANAGEMENT].name)
    # Another cell of the row, shown at the old version: nothing stands against it.
    assert bench.note(bench.points[0], "as_left", "9.00").status_code == 200
    mine: dict[str, Any] = {"was": theirs["theirs"], "version": theirs["version"]}
    assert bench.note(bench.points[0], "as_found", "9.30", **mine).status_code == 200
    assert str(bench.point().as_found) == "9.30"


def test_the_rule_stays_from_the_first_value_on(bench: Bench) -> None:
    assert bench.note("sheet", "decision_rule", "simple").status_code == 200
    assert bench.note(bench.points[0], "as_found", "9.90").json()["verdicts"] == ["pass", "pass"]
    sheet: dict[str, Any] = {"version": 2, "was": "simple"}
    answer = bench.note("sheet", "decision_rule", "guard_band", **sheet)
    assert (answer.status_code, "stays" in answer.json()["problem"]) == (409, True)
    with pytest.raises(IntegrityError), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE bench_sheets SET decision_rule = 'guard_band'")
    assert bench.note("sheet", "temperature_c", "23.1", version=2).status_code == 200
    assert bench.note("sheet", "humidity_percent", "101", version=3).status_code == 422


def test_who_signs_is_named(bench: Bench) -> None:
    assert bench.note("sheet", "signature", "M1 1L9 9").status_code == 422
    assert bench.note("sheet", "signature", "Gwen Grant\n<script>").status_code == 422
    assert bench.note("sheet", "signature", "Gwen Grant\nM1 1L9 9").status_code == 200
    sheet = BenchSheet.objects.using("owner").get(job=bench.job)
    assert (sheet.signed_name, sheet.signature, bool(sheet.signed_at)) == (
        "Gwen Grant",
        "M1 1L9 9",
        True,
    )
    assert "Signed by Gwen Grant" in bench.client.get(bench.at).content.decode()


def test_a_standard_that_expired_is_refused_by_name(bench: Bench, world: World) -> None:
    standards = Standard.objects.using("owner")
    good = standards.get(pk=world.standard.pk if world.standard else 0)
    yesterday = timezone.localdate() - timedelta(days=1)
    old = standards.create(
        name="Old", model="X1", category="electrical", calibrated_on=yesterday, due_on=yesterday
    )
    answer = bench.note(bench.item, "standard_id", str(old.pk))
    assert answer.status_code == 409
    assert f"Standard {old} expired on" in answer.json()["problem"]
    assert bench.note(bench.item, "standard_id", str(good.pk)).status_code == 200
    assert bench.note(bench.points[0], "as_found", "9.10").status_code == 200
    assert bench.point().standard_id == good.pk
    standards.filter(pk=good.pk).update(due_on=yesterday)
    answer = bench.note(bench.points[1], "as_found", "9.10")
    assert (answer.status_code, str(good) in answer.json()["problem"]) == (409, True)
    assert bench.point(1).as_found is None


def test_a_technician_without_the_competence_is_refused_by_name(
    bench: Bench, world: World, sign_in: SignIn
) -> None:
    Skill.objects.using("owner").all().delete()
    answer = bench.note(bench.points[0], "as_found", "9.10")
    name = world.staff[Role.TECHNICIAN].name
    assert answer.status_code == 409
    assert answer.json()["problem"] == f"{name} has no competence for electrical."
    assert answer.json()["problem"] in bench.client.get(bench.at).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("as_found", "9.1.2"),
        ("as_found", "NaN"),
        ("as_found", "1e5"),
        ("as_found", "=1+1"),
        ("as_found", "9" * 13),
        ("as_found", "٣"),
        ("expanded_uncertainty", "-1"),
    ],
)
def test_what_is_no_number_is_refused(bench: Bench, field: str, value: str) -> None:
    answer = bench.note(bench.points[0], field, value)
    assert answer.status_code == 422
    assert answer.json()["problem"]
    assert bench.point().version == 1


def test_what_no_page_sends_is_refused(bench: Bench, world: World) -> None:
    for row in ("", "job:1", "point:x", "point:" + "9" * 30, "item:-1"):
        sent = {"row": row, "field": "as_found", "value": "1", "version": "1"}
        assert bench.client.post(f"{bench.at}cells/", sent).status_code in (400, 404)
    assert bench.note(bench.points[0], "company_id", "1").status_code == 400
    assert bench.note(bench.points[0], "as_found", "1", version="x").status_code == 400
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert bench.note(bench.item, "performed_on", day).status_code == 422
    assert bench.note(bench.item, "presence", "lost").status_code == 422
    assert bench.note(bench.item, "standard_id", "9" * 18).status_code == 409
    assert bench.note(bench.item, "condition", "a\x00b").status_code == 422
    for path in ("added/?q=a%E2%80%8Bb", "?item=x", "?instruments=-1", "what-if/?item=9"):
        assert bench.client.get(f"{bench.at}{path}").status_code == 200


def test_not_presented_and_added_on_site(bench: Bench, world: World) -> None:
    assert bench.note(bench.item, "presence", "not_presented").status_code == 200
    assert "Not presented" in bench.client.get(bench.at).content.decode()
    bench.note(bench.points[0], "as_found", "9.00")
    given: dict[str, Any] = {"version": 9, "was": "presented"}
    answer = bench.note(bench.item, "presence", "not_presented", **given)
    assert (answer.status_code, "measured" in answer.json()["problem"]) == (409, True)

    added = f"{bench.at}added/"
    found = world.equipment[1]
    assert found.code in bench.client.get(added, {"q": found.code}).content.decode()
    fenced = world.fenced_equipment[0]
    page = bench.client.get(added, {"q": fenced.code}).content.decode()
    assert "No instrument of this branch is called" in page
    sent = {"service": world.service.pk}
    for wrong in (
        {},
        {"equipment": world.equipment[0].pk},
        {"equipment": fenced.pk},
        {"equipment": world.foreign_equipment[0].pk},
    ):
        assert bench.client.post(f"{added}?q=x", {**sent, **wrong}).status_code == 422, wrong
    here = {**sent, "equipment": found.pk}
    assert bench.client.post(f"{added}?q=x", here).status_code == 302
    new = {**sent, "description": "Clamp meter", "serial": "CL-1"}
    assert bench.client.post(f"{added}?q=x", new).status_code == 302
    rows = BenchItem.objects.using("owner").filter(is_added_on_site=True)
    assert {row.presence for row in rows} == {"presented"}
    assert Equipment.objects.using("owner").get(serial="CL-1").branch_id == bench.job.branch_id
    assert Measurement.objects.using("owner").filter(item_id__in=[r.pk for r in rows]).count() == 4


def test_a_point_is_added_by_hand(bench: Bench) -> None:
    at = f"{bench.at}point/?item={bench.item.pk}"
    assert bench.client.get(at).status_code == 200
    wrong = {"quantity": "Resistance", "lower_limit": "2", "upper_limit": "1"}
    assert bench.client.post(at, wrong).status_code == 422
    right = {"quantity": "Resistance", "unit": "Ω", "nominal": "1.00", "upper_limit": "1,10"}
    assert bench.client.post(at, right).status_code == 302
    point = Measurement.objects.using("owner").get(quantity="Resistance")
    assert (point.position, str(point.upper_limit), point.lower_limit) == (3, "1.10", None)


def test_what_if_shows_every_rule_and_changes_nothing(bench: Bench) -> None:
    bench.note(bench.points[0], "as_found", "10.01")
    body = bench.client.get(f"{bench.at}what-if/").content.decode()
    assert "Conditional fail" in body
    assert body.count(">Fail<") == 4  # simple and guard band, of the point and of the instrument
    assert bench.point().verdict == "conditional_fail"


def test_only_whose_job_it_is_records(bench: Bench, world: World, sign_in: SignIn) -> None:
    for role, status in ((Role.SCHEDULER, 403), (Role.SALES, 403), (Role.ONBOARDING, 403)):
        client = sign_in(world.staff[role])
        page = client.get(bench.at)
        assert (page.status_code, "disabled" in page.content.decode()) == (200, True)
        assert bench.note(bench.points[0], "as_found", "9", client=client).status_code == status
    other = world.jobs["other"]
    grant(world, other)
    move(other, "accepted")
    assert bench.client.get(f"/jobs/{other.pk}/bench/").status_code == 200
    begun = bench.client.post(f"/jobs/{other.pk}/bench/", {"decision_rule": "simple"})
    assert begun.status_code == 403
    sent = {"row": "sheet", "field": "temperature_c", "value": "1", "version": "1"}
    assert bench.client.post(f"/jobs/{other.pk}/bench/cells/", sent).status_code == 403


def test_results_are_recorded_while_the_job_is_in_progress(bench: Bench, world: World) -> None:
    bench.note(bench.points[0], "as_found", "9.00")
    put_into(world, bench.job, "pending_review")
    answer = bench.note(bench.points[0], "as_found", "9.10", version=2, was="9.00")
    assert (answer.status_code, "pending review" in answer.json()["problem"]) == (409, True)
    put_into(world, bench.job, "scheduled")
    answer = bench.note(bench.points[0], "as_found", "9.10", version=2, was="9.00")
    assert (answer.status_code, "scheduled" in answer.json()["problem"]) == (409, True)
    put_into(world, bench.job, "completed")
    with pytest.raises(DatabaseError), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE measurements SET as_found = 1 WHERE as_found IS NOT NULL")


def test_rows_follow_their_job(bench: Bench, world: World) -> None:
    scheduler = world.staff[Role.SCHEDULER]
    with open_scope(scope_of(User.objects.get(pk=scheduler.pk))):
        Job.objects.filter(pk=bench.job.pk).update(technician_id=scheduler.pk)
    for model in (BenchSheet, BenchItem, Measurement):
        rows: Any = model.objects.using("owner").filter(job=bench.job)
        assert set(rows.values_list("technician_id", flat=True)) == {scheduler.pk}
        assert set(rows.values_list("version", flat=True)) == {1}
    assert bench.client.get(bench.at).status_code == 404


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_no_client_reads_what_was_measured(bench: Bench, world: World, who: str) -> None:
    person = User.objects.get(pk=getattr(world, who).pk)
    assert not Measurement.objects.visible_to(person).exists()
    for table in ("bench_sheets", "bench_items", "measurements"):
        with (
            pytest.raises(DatabaseError),
            open_scope(scope_of(person)),
            connections["default"].cursor() as cursor,
        ):
            cursor.execute(f"SELECT count(*) FROM {table}")


def test_a_template_that_cannot_be_read_is_said(world: World, sign_in: SignIn) -> None:
    bench = Bench(world, sign_in(world.staff[Role.TECHNICIAN]))
    broken = {"points": [{"quantity": "DC voltage", "nominal": "ten"}]}
    with transaction.atomic(using="owner"):
        Measurement.objects.using("owner").filter(job=bench.job).delete()
        Service.objects.using("owner").update(measurement_template=broken)
    body = bench.client.get(bench.at).content.decode()
    assert "“ten” is no number" in body


def test_an_item_of_the_form_comes_onto_the_sheet(bench: Bench, world: World) -> None:
    JobItem.objects.using("owner").create(
        job=bench.job,
        company_id=bench.job.company_id,
        branch_id=bench.job.branch_id,
        position=9,
        service=world.service,
        equipment=world.equipment[2],
        description="One more",
    )
    answer = bench.client.get(bench.at)
    assert world.equipment[2].code in answer.content.decode()
    assert Measurement.objects.using("owner").filter(job=bench.job).count() == 4
