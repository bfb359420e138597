"""A client's visits and requests: confirmed, moved, asked for; and what the system makes of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone

from companies.models import BranchGrant, Notice
from equipment.models import Equipment
from jobs.certificates.models import Certificate
from jobs.work.models import Job, JobItem, ServiceRequest, VisitAnswer
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import open_scope, scope_of
from realsync.inbox.models import InboxItem
from tasks.models import Task
from tests.worker import without_triggers, work_off
from tests.world import World

SignIn = Callable[[User], Client]
MOVE: dict[str, Any] = {"format": "%Y-%m-%dT%H:%M"}


@pytest.fixture
def visit(world: World) -> Job:
    """Booked in ten days, for the technician."""
    start = timezone.now().replace(microsecond=0) + timedelta(days=10)
    return book(world.jobs["own"], world.staff[Role.TECHNICIAN], start)


def book(job: Job, technician: User, start: Any) -> Job:
    Job.objects.using("owner").filter(pk=job.pk).update(
        status="scheduled", technician=technician, starts_at=start,
        ends_at=start + timedelta(hours=2),
    )  # fmt: skip
    return Job.objects.using("owner").get(pk=job.pk)


def answers(job: Job) -> list[VisitAnswer]:
    return list(VisitAnswer.objects.using("owner").filter(job=job).order_by("pk"))[1:]


def say(client: Client, job: Job, page: str, **sent: Any) -> Any:
    given = {"starts_at": job.starts_at.isoformat() if job.starts_at else "", **sent}
    return client.post(f"/portal/jobs/{job.pk}/{page}/", given)


def test_a_booked_visit_says_who_comes_and_what_is_needed(
    world: World, sign_in: SignIn, visit: Job
) -> None:
    bob = sign_in(world.bob)
    page = bob.get(f"/portal/jobs/{visit.pk}/").content.decode()
    assert world.staff[Role.TECHNICIAN].name in page
    assert "Confirm the visit" in page
    Job.objects.using("owner").filter(pk=visit.pk).update(
        status="accepted", starts_at=None, ends_at=None
    )
    page = bob.get(f"/portal/jobs/{visit.pk}/").content.decode()
    assert world.staff[Role.TECHNICIAN].name not in page
    listed = bob.get("/portal/jobs/").content.decode()
    assert visit.number in listed
    assert world.jobs["fenced"].number not in listed


def test_confirmed_once_and_asked_again_when_booked_anew(
    world: World, sign_in: SignIn, visit: Job
) -> None:
    alice, key = sign_in(world.alice), str(uuid4())
    for _time in range(2):  # a double click
        assert say(alice, visit, "confirmation", idempotency_key=key).status_code == 302
    [answer] = answers(visit)
    page = alice.get(f"/portal/jobs/{visit.pk}/").content.decode()
    assert "You confirmed this visit" in page
    work_off(times=2)
    assert answers(visit)[0].state == "done"
    told = InboxItem.objects.using("owner").filter(verb="job.visit_confirmed")
    assert [item.user_id for item in told] == [world.staff[Role.SCHEDULER].pk]
    assert Activity.objects.using("owner").filter(verb="job.visit_confirmed").count() == 1
    staff = sign_in(world.staff[Role.SCHEDULER])
    assert "Alice Arnold" in staff.get(f"/jobs/{visit.pk}/").content.decode()
    board = staff.get("/jobs/schedule/", {"week": week_of(visit)}).content.decode()
    assert "Confirmed by the client" in board

    book(visit, world.staff[Role.TECHNICIAN], visit.starts_at + timedelta(days=1))  # type: ignore[operator]
    assert "Confirm the visit" in alice.get(f"/portal/jobs/{visit.pk}/").content.decode()
    late = say(alice, visit, "confirmation")
    assert late.status_code == 409
    assert "booked anew" in late.content.decode()
    assert len(answers(visit)) == 1
    assert answer.is_confirmed


def week_of(job: Job) -> str:
    year, week, _day = timezone.localdate(job.starts_at).isocalendar()
    return f"{year}-W{week:02d}"


def test_another_date_is_asked_for_and_found(world: World, sign_in: SignIn, visit: Job) -> None:
    bob, staff = sign_in(world.bob), sign_in(world.staff[Role.SCHEDULER])
    today = timezone.localdate()
    for wrong in (
        {},
        {"wanted_to": str(today + timedelta(days=3))},
        {"wanted_from": str(today - timedelta(days=1))},
        {"wanted_from": "soon", "text": "x"},
    ):
        assert say(bob, visit, "other-date", **wrong).status_code == 422
    wanted = {"wanted_from": str(today + timedelta(days=20)), "text": "We take stock then"}
    assert say(bob, visit, "other-date", **wanted).status_code == 302
    work_off(times=2)
    [answer] = answers(visit)
    assert answer.state == "open"
    task = Task.objects.using("owner").get(entity_type="job", entity_id=visit.pk)
    assert (task.text, task.priority) == ("We take stock then", "high")
    assert "We take stock then" in staff.get(f"/jobs/{visit.pk}/").content.decode()
    board = staff.get("/jobs/schedule/", {"week": week_of(visit)}).content.decode()
    assert "The client asks for another date" in board

    start = timezone.localtime(visit.starts_at) + timedelta(days=14)
    moved = staff.post(
        f"/jobs/{visit.pk}/schedule/",
        {
            "version": str(visit.version),
            "technician": str(visit.technician_id),
            "starts_at": start.strftime("%Y-%m-%dT%H:%M"),
            "ends_at": (start + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"),
        },
    )
    assert moved.status_code == 302
    assert answers(visit)[0].state == "done"
    notice = Notice.objects.using("owner").get(entity_type="job", entity_id=visit.pk)
    assert (notice.branch_id, notice.needs_acknowledgement) == (world.north.pk, False)
    assert "Confirm the visit" in bob.get(f"/portal/jobs/{visit.pk}/").content.decode()


def test_the_date_may_be_kept_with_a_reason(world: World, sign_in: SignIn, visit: Job) -> None:
    bob, staff = sign_in(world.bob), sign_in(world.staff[Role.SCHEDULER])
    say(bob, visit, "other-date", text="Not on a Monday")
    work_off()
    assert staff.post(f"/jobs/{visit.pk}/date-kept/", {"reason": ""}).status_code == 422
    kept = staff.post(f"/jobs/{visit.pk}/date-kept/", {"reason": "Nobody is free until May"})
    assert kept.status_code == 302
    assert answers(visit)[0].state == "refused"
    assert "Nobody is free until May" in bob.get(f"/portal/jobs/{visit.pk}/").content.decode()
    technician = sign_in(world.staff[Role.TECHNICIAN])
    assert technician.post(f"/jobs/{visit.pk}/date-kept/", {"reason": "x"}).status_code == 403


def test_progress_says_no_more_than_a_client_may_know(
    world: World, sign_in: SignIn, visit: Job
) -> None:
    bob = sign_in(world.bob)
    assert "Waiting" in bob.get(f"/portal/jobs/{visit.pk}/").content.decode()
    Job.objects.using("owner").filter(pk=visit.pk).update(status="in_progress")
    with connection_of("owner").cursor() as cursor:
        cursor.execute(
            "UPDATE bench_items SET presence = 'presented' WHERE job_id = %s", [visit.pk]
        )
    page = bob.get(f"/portal/jobs/{visit.pk}/").content.decode()
    assert "Measured" in page
    assert "10.02" not in page
    item = JobItem.objects.using("owner").get(job=visit, position=1)
    paper = world.certificates["own"]
    with without_triggers("certificates"):
        papers = Certificate.objects.using("owner")
        papers.filter(pk=paper.pk).update(item_id=item.pk)
        papers.filter(pk=world.certificates["draft"].pk).update(item_id=item.pk)
    page = bob.get(f"/portal/jobs/{visit.pk}/").content.decode()
    assert paper.number in page
    assert "Certificate issued" in page
    foreign = world.jobs["foreign"]
    scope = scope_of(User.objects.get(pk=world.bob.pk))
    for job in (foreign, world.jobs["fenced"]):
        book(job, world.staff[Role.MANAGEMENT], timezone.now() + timedelta(days=job.pk))
        with open_scope(scope), connection.cursor() as cursor:
            cursor.execute("SELECT technician_of_visit(%s)", [job.pk])
            assert cursor.fetchone() == (None,)
            cursor.execute("SELECT * FROM stages_of_visit(%s)", [job.pk])
            assert cursor.fetchall() == []


def as_client(person: User, statement: str) -> None:
    with open_scope(scope_of(person)), connection.cursor() as cursor:
        cursor.execute(statement)


def connection_of(alias: str) -> Any:
    from django.db import connections

    return connections[alias]


def test_others_visits_and_requests_are_unknown(world: World, sign_in: SignIn) -> None:
    bob = sign_in(world.bob)
    unknown = bob.get("/portal/jobs/999999/")
    for name in ("foreign", "fenced"):
        job, asked = world.jobs[name], world.requests[name]
        for path in (f"/portal/jobs/{job.pk}/", f"/portal/requests/{asked.pk}/"):
            answer = bob.get(path)
            assert (answer.status_code, answer.content) == (404, unknown.content)
        assert say(bob, job, "confirmation").status_code == 404
    BranchGrant.objects.using("owner").filter(user=world.bob).delete()
    assert bob.get(f"/portal/jobs/{world.jobs['own'].pk}/").status_code == 404


def ask(client: Client, *instruments: Equipment, **sent: Any) -> Any:
    given = {"equipment": [each.pk for each in instruments], "place": "on_site", **sent}
    return client.post("/portal/requests/new/", given)


def free(world: World) -> list[Equipment]:
    """Those that stand on no open job: the third of each branch, and a second."""
    return [world.equipment[2], world.fenced_equipment[1], world.fenced_equipment[2]]


def test_a_request_becomes_a_job_for_each_branch(world: World, sign_in: SignIn) -> None:
    alice, key = sign_in(world.alice), str(uuid4())
    before = ServiceRequest.objects.using("owner").count()
    for _time in range(2):
        sent = ask(alice, *free(world), text="Before the audit", idempotency_key=key)
        assert sent.status_code == 302
    assert ServiceRequest.objects.using("owner").count() == before + 2
    assert "Received" in alice.get("/portal/requests/?state=waiting").content.decode()
    page = alice.get("/portal/requests/new/", {"equipment": [free(world)[0].pk]})
    assert "Asked for already" in page.content.decode()

    work_off(times=2)

    rows = ServiceRequest.objects.using("owner").filter(text="Before the audit")
    north, south = rows.order_by("how_many")
    assert north.job is not None
    assert south.job is not None
    assert (north.job.status, north.job.branch_id) == ("new", world.north.pk)
    assert JobItem.objects.using("owner").filter(job=south.job).count() == 2
    planned = JobItem.objects.using("owner").get(job=south.job, plan__isnull=False)
    assert planned.service_id == world.service.pk
    assert (
        Task.objects.using("owner").filter(entity_type="job", entity_id=south.job.pk).count() == 1
    )
    told = InboxItem.objects.using("owner").filter(verb="job.asked_for")
    assert {item.user_id for item in told} == {world.staff[Role.SCHEDULER].pk}
    page = alice.get("/portal/requests/new/", {"equipment": [free(world)[0].pk]})
    assert "In hand already" in page.content.decode()
    assert north.job.number in page.content.decode()
    assert ask(alice, free(world)[0]).status_code == 422
    assert "Before the audit" in (
        sign_in(world.staff[Role.SCHEDULER]).get(f"/jobs/{north.job.pk}/").content.decode()
    )
    Job.objects.using("owner").filter(pk=north.job.pk).update(
        status="cancelled", cancel_reason="We do not do scales"
    )
    found = {
        state: alice.get(f"/portal/requests/?state={state}").content.decode()
        for state in ("waiting", "booked", "done", "declined")
    }
    link = 'href="/portal/requests/{}/"'.format
    assert [state for state in found if link(south.pk) in found[state]] == ["waiting"]
    assert [state for state in found if link(north.pk) in found[state]] == ["declined"]
    declined = alice.get(f"/portal/requests/{north.pk}/").content.decode()
    assert "Declined" in declined
    assert "We do not do scales" in declined


def test_of_two_requests_for_one_instrument_one_makes_a_job(world: World, sign_in: SignIn) -> None:
    instrument = free(world)[0]
    requests = []
    for person in (world.alice, world.bob):
        user = User.objects.get(pk=person.pk)
        with open_scope(scope_of(user)):
            from jobs.work.actions.request import request_service

            requests += request_service(
                by=user, instruments=Equipment.objects.filter(pk=instrument.pk),
                place="laboratory", wanted_from=None, wanted_to=None, contact="", text="",
                submission=None,
            )  # fmt: skip
    work_off(times=2)
    first, second = (ServiceRequest.objects.using("owner").get(pk=r.pk) for r in requests)
    states = {first.state, second.state}
    assert states == {"done", "refused"}
    late = first if first.state == "refused" else second
    assert late.job is None
    assert "in hand already" in late.answer
    page = sign_in(world.alice).get(f"/portal/requests/{late.pk}/").content.decode()
    assert "Declined" in page
    assert "in hand already" in page


def test_what_a_link_names_is_ticked_and_others_stay_away(world: World, sign_in: SignIn) -> None:
    bob = sign_in(world.bob)
    due = bob.get(f"/portal/requests/new/?due=60&branch={world.north.pk}").content.decode()
    assert world.equipment[0].description in due
    assert "In hand already" in due
    for query in (f"equipment={world.foreign_equipment[2].pk}",
                  f"equipment={world.fenced_equipment[2].pk}",
                  f"due=90&branch={world.south.pk}", "equipment=x&due=-1", ""):  # fmt: skip
        assert "Which instruments?" in bob.get(f"/portal/requests/new/?{query}").content.decode()
    before = ServiceRequest.objects.using("owner").count()
    assert ask(bob, world.foreign_equipment[2], world.fenced_equipment[2]).status_code == 422
    wrong = ask(bob, free(world)[0], place="moon", text="Kept", wanted_from="never")
    assert wrong.status_code == 422
    assert "Kept" in wrong.content.decode()
    assert ServiceRequest.objects.using("owner").count() == before


@pytest.mark.parametrize("table", ["visit_answers", "service_requests", "service_request_items"])
def test_clients_change_nothing_and_add_only_their_own(world: World, table: str) -> None:
    bob = User.objects.get(pk=world.bob.pk)
    own, fenced = world.jobs["own"], world.jobs["fenced"]
    inserts = {
        "visit_answers": [
            f"(company_id, branch_id, job_id, user_id, user_name, starts_at, is_confirmed)"
            f" VALUES ({job.company_id}, {job.branch_id}, {job.pk}, {person.pk}, '', now(), true)"
            for job, person in ((own, world.alice), (fenced, bob), (world.jobs["foreign"], bob))
        ],
        "service_requests": [
            f"(company_id, branch_id, user_id, user_name, how_many)"
            f" VALUES ({job.company_id}, {job.branch_id}, {person.pk}, '', 1)"
            for job, person in ((own, world.alice), (fenced, bob), (world.jobs["foreign"], bob))
        ],
        "service_request_items": [
            f"(company_id, branch_id, request_id, equipment_id, description)"
            f" VALUES ({own.company_id}, {own.branch_id}, {world.requests['own'].pk}, {pk}, '')"
            for pk in (world.equipment[2].pk, world.foreign_equipment[2].pk)
        ],
    }[table]
    for insert in inserts:
        with pytest.raises(ProgrammingError, match="row-level security"):
            as_client(bob, f"INSERT INTO {table} {insert}")
    for statement in (f"UPDATE {table} SET company_id = 1", f"DELETE FROM {table}"):
        with pytest.raises(ProgrammingError, match="denied"):
            as_client(bob, statement)
