"""A standard that failed: every certificate since its last good calibration, and who is told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from django.utils import timezone

from companies.models import Acknowledgement, Contact, Notice
from companies.retiring.refused import Refused
from jobs.certificates.actions.incident import settle_client
from jobs.certificates.incidents.sending import tell_incident_clients
from jobs.certificates.models import Incident, IncidentCertificate, IncidentClient
from jobs.work.actions.standard import fail_standard
from jobs.work.models import Standard
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_system, as_user
from realsync.inbox.models import InboxItem
from realsync.outbox.mail import deliver_mail
from realsync.outbox.models import OutboxRow
from realsync.outbox.work import delivery, find_task
from tasks.models import Task
from tests.certificates.papers import issued
from tests.database import as_worker
from tests.world import World

SignIn = Callable[[User], Client]
FAULT = {"failed_on": "2026-02-02", "failure": "10 V reads 12 ppm high"}


@pytest.fixture
def incident(world: World, sign_in: SignIn) -> Incident:
    """Of Aster's two certificates since, one is the technician's, and one of Borealis."""
    north, harbour = world.equipment[2], world.foreign_equipment[2]
    for day, job, instrument in (
        (date(2026, 1, 4), "own", north),  # before the last good calibration
        (date(2026, 1, 5), "own", north),
        (date(2026, 1, 20), "other", north),
        (date(2026, 2, 1), "foreign", harbour),
    ):
        issued(world, day, instrument=instrument, job=world.jobs[job], standard=world.standard)
    client = sign_in(world.staff[Role.MANAGEMENT])
    answer = post(client, f"/standards/{world.standard.pk}/failure/", world.standard, FAULT)
    found = Incident.objects.using("owner").latest("pk")
    assert answer["Location"] == f"/incidents/{found.pk}/"
    return found


def post(client: Client, path: str, record: Any, data: dict[str, str]) -> Any:
    return client.post(path, {"version": record.version, **data})


def rows(model: Any, incident: Incident) -> Any:
    return model.objects.using("owner").filter(incident=incident)


def work_off() -> None:
    """As the worker does, until nothing is left."""
    while row := OutboxRow.objects.using("owner").order_by("pk").first():
        with as_worker(), delivery(str(row.pk)), as_system("a test"):
            find_task(row.task)(*row.args)
        OutboxRow.objects.using("owner").filter(pk=row.pk).delete()


def test_all_since_the_last_good_calibration_is_in_doubt(
    world: World, incident: Incident, sign_in: SignIn
) -> None:
    days = rows(IncidentCertificate, incident).order_by("performed_on")
    assert [str(row.performed_on) for row in days] == ["2026-01-05", "2026-01-20", "2026-02-01"]
    assert list(rows(IncidentClient, incident).order_by("-certificates").values_list(
        "company_id", "certificates"
    )) == [(world.aster.pk, 2), (world.borealis.pk, 1)]  # fmt: skip
    standard = Standard.objects.using("owner").get(pk=world.standard.pk)
    assert (standard.status, str(standard.failed_on)) == ("failed", "2026-02-02")
    # The staff concerned: who decides, and whose work it is; not who did it.
    told = InboxItem.objects.using("owner").filter(verb="incident.created")
    assert set(told.values_list("user_id", flat=True)) == {
        world.staff[Role.ADMIN].pk, world.staff[Role.TECHNICIAN].pk
    }  # fmt: skip
    work_off()
    tasks = Task.objects.using("owner").filter(entity_type="incident", entity_id=incident.pk)
    assert {task.assignee_id for task in tasks} == {world.staff[Role.MANAGEMENT].pk}
    assert {task.is_system_generated for task in tasks} == {True}
    assert f"Tell the clients of {incident.code}" in {task.title for task in tasks}
    assert mail.outbox == []  # no client is told before somebody says so
    page = sign_in(world.staff[Role.SALES]).get(f"/incidents/{incident.pk}/").content.decode()
    assert "since 5 Jan 2026" in page
    # It fails once.
    client = sign_in(world.staff[Role.MANAGEMENT])
    path = f"/standards/{standard.pk}/failure/"
    assert post(client, path, standard, FAULT).status_code == 409


def test_what_is_issued_while_it_is_open_joins_it(world: World, incident: Incident) -> None:
    """It waited for approval when the standard failed."""
    north, standard = world.equipment[2], world.standard
    rows(IncidentClient, incident).update(told_at=timezone.now())
    early = issued(world, date(2026, 1, 4), instrument=north, standard=standard)
    late = issued(world, date(2026, 1, 25), instrument=north, standard=standard)
    joined = rows(IncidentCertificate, incident).values_list("certificate_id", flat=True)
    assert late.pk in joined
    assert early.pk not in joined
    aster = rows(IncidentClient, incident).get(company=world.aster)
    assert (aster.certificates, aster.told_at) == (3, None)


def test_a_technician_reads_of_their_own_certificates_only(
    world: World, incident: Incident, sign_in: SignIn
) -> None:
    client = sign_in(world.staff[Role.TECHNICIAN])
    path = f"/incidents/{incident.pk}/"
    cards = [client.get(f"{path}{card}/").content.decode() for card in ("certificates", "clients")]
    assert cards[0].count("5 Jan 2026") == 1
    assert "20 Jan 2026" not in cards[0]
    assert "Aster" in cards[1]
    assert "Borealis" not in cards[1]
    # The policies hold alone: one without a certificate of theirs is not there.
    other = Incident.objects.using("owner").create(
        standard=world.standard, since=date(2026, 2, 1), reason="Worn", notice="Wait"
    )
    with as_user(User.objects.get(pk=world.staff[Role.TECHNICIAN].pk)):
        seen = set(Incident.objects.values_list("pk", flat=True))
    assert (incident.pk in seen, other.pk in seen) == (True, False)


def test_bad_input_changes_nothing(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    path, standard = f"/standards/{world.standard.pk}/failure/", world.standard
    before = Incident.objects.using("owner").count()
    for wrong, status in (
        ({"failure": ""}, 422),
        ({"failed_on": "2999-01-01"}, 422),
        ({"failed_on": "yesterday"}, 422),
        ({"version": "0"}, 409),
    ):
        assert (
            client.post(path, {"version": standard.version, **FAULT, **wrong}).status_code == status
        )
    assert Incident.objects.using("owner").count() == before


def test_clients_are_told_by_a_click_and_settled_before_it_is_closed(
    world: World, incident: Incident, sign_in: SignIn
) -> None:
    Contact.objects.using("owner").create(
        company=world.aster, name="Gwen", email="gwen@aster.example", ended=["certificate"]
    )  # she ended the mails about certificates that are ready
    client = sign_in(world.staff[Role.ADMIN])
    path = f"/incidents/{incident.pk}/"
    closed = {"conclusion": "Two recalibrated"}
    assert "1 of them nobody gets" in client.get(f"{path}notices/").content.decode()
    answer = post(client, f"{path}notices/", incident, {"notice": "Please wait for our call."})
    assert answer.status_code == 302
    work_off()
    [sent] = mail.outbox
    assert sent.to == ["gwen@aster.example"]
    assert "Please wait for our call." in sent.body
    assert sent.body.count("CRT-") == 2
    with as_worker(), as_system("once more: nobody is told twice"):
        tell_incident_clients(incident.pk, world.staff[Role.ADMIN].pk, 0)
    assert not OutboxRow.objects.using("owner").filter(task__endswith=deliver_mail.name).exists()
    aster, other = rows(IncidentClient, incident).order_by("-certificates")
    assert aster.told_by_id == world.staff[Role.ADMIN].pk
    # In the portal each branch finds its own, to be acknowledged; the incident's page counts them.
    notices = Notice.objects.using("owner").filter(kind="incident", company=world.aster)
    places = set(
        rows(IncidentCertificate, incident)
        .filter(company_id=world.aster.pk)
        .values_list("branch_id")
    )
    assert {(notice.branch_id,) for notice in notices} == places
    assert all(notice.needs_acknowledgement for notice in notices)
    assert sum(notice.text.count("CRT-") for notice in notices) == 2
    at_north = notices.get(branch=world.north)
    assert sign_in(world.bob).get(f"/portal/notices/{at_north.pk}/").status_code == 200
    Acknowledgement.objects.using("owner").create(
        notice=at_north, user=world.alice, user_name="Alice Arnold", shown_at=timezone.now()
    )
    assert f"1 of {len(places)}" in client.get(f"{path}clients/").content.decode()
    # Nobody at the other one reads mail: it stands in their portal, once, and holds up the end.
    incident.refresh_from_db(using="owner")
    assert client.post(f"/incident-clients/{aster.pk}/notice/").status_code == 409
    assert client.post(f"/incident-clients/{other.pk}/notice/").status_code == 302
    theirs = Notice.objects.using("owner").get(kind="incident", company=world.borealis)
    assert theirs.branch_id == world.foreign_branch.pk
    assert post(client, f"{path}closure/", incident, closed).status_code == 409
    settled = client.post(
        f"/incident-clients/{other.pk}/settlement/", {"settlement": "Called; all recalibrated"}
    )
    assert settled.status_code == 302
    assert post(client, f"{path}closure/", incident, {"conclusion": ""}).status_code == 422
    assert post(client, f"{path}closure/", incident, closed).status_code == 302
    incident.refresh_from_db(using="owner")
    assert (incident.status, incident.conclusion) == ("closed", "Two recalibrated")
    assert incident.closed_at is not None
    assert incident.closed_at.date() == timezone.now().date()
    assert (
        client.post(f"/incident-clients/{other.pk}/settlement/", {"settlement": "x"}).status_code
        == 409
    )


def test_what_is_over_refuses_by_itself_too(world: World, incident: Incident) -> None:
    """Where two meet, the pages have asked before it was over."""
    admin = User.objects.get(pk=world.staff[Role.ADMIN].pk)
    over = {"status": "closed", "conclusion": "Done", "closed_at": timezone.now()}
    Incident.objects.using("owner").filter(pk=incident.pk).update(**over)
    with as_user(admin):
        standard = Standard.objects.get(pk=world.standard.pk)
        with pytest.raises(Refused, match="already"):
            fail_standard(
                standard=standard, by=admin, version=standard.version,
                failed_on=date(2026, 2, 3), failure="Again",
            )  # fmt: skip
        client = IncidentClient.objects.filter(incident=incident)[0]
        with pytest.raises(Refused, match="closed"):
            settle_client(client=client, by=admin, settlement="Called")


def test_what_is_in_doubt_is_found_by_its_index(world: World) -> None:
    """20,000 certificates of one standard among 200,000: only its own are read."""
    from jobs.certificates.actions.incident import CERTIFICATES

    with connections["owner"].cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {CERTIFICATES}", [1, world.standard.pk, date(2026, 1, 5)])
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("RESET enable_seqscan")
    assert "idx_certificate_standards_used" in plan
