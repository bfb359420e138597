"""From the bench to an issued certificate: who may do what, and what follows from it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.utils import timezone

from companies.merging.engine import join
from companies.models import Contact
from companies.retiring.refused import Refused
from equipment.models import CalibrationPlan
from jobs.certificates.accreditation import is_within
from jobs.certificates.actions.amendment import KEPT, amend_certificate, withdraw_certificate
from jobs.certificates.actions.approval import approve_batch, reject_certificate
from jobs.certificates.actions.draft import (
    change_certificate,
    discard_certificate,
    draft_certificate,
    submit_certificate,
)
from jobs.certificates.background import tell_contacts
from jobs.certificates.choices import MOVES, CertificateStatus
from jobs.certificates.flags import flags_of
from jobs.certificates.models import Certificate, CertificateStandard
from jobs.work.actions.job import move_job
from jobs.work.models import BenchItem, Job, JobItem, Measurement
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import as_user
from realsync.editing.writing import Stale
from realsync.inbox.models import InboxItem
from realsync.outbox.work import enqueue
from tests.certificates.making import (
    PERFORMED_ON,
    SITE,
    approved,
    drafted,
    fresh,
    handed_in,
    measured,
    now,
    work_off,
)
from tests.certificates.papers import issued as paper
from tests.world import World


def owner_sql(sql: str, *params: Any) -> None:
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(sql, params)


def of(world: World, role: Role) -> User:
    return fresh(world.staff[role])


def test_a_draft_copies_what_will_be_printed(world: World, item: JobItem) -> None:
    draft = now(drafted(world, item))
    assert (draft.number, draft.status, draft.verdict) == ("", "draft", "pass")
    assert (draft.client_name, draft.decision_rule) == (world.aster.name, "guard_band")
    assert draft.client_address == "North\n2 North Road\nNorth City"
    assert draft.place.startswith("At the client's\nNorth")
    assert (draft.serial, draft.equipment_code) == (item.serial, item.equipment_code)
    assert (draft.environment, draft.condition) == ("23.1 °C", "Clean")
    assert draft.performed_on == PERFORMED_ON
    assert draft.results[0] == {
        "quantity": "DC voltage", "nominal": "0", "unit": "V", "lower": "-0.05", "upper": "0.05",
        "as_found": "0.010", "as_left": "", "uncertainty": "0.02", "factor": "2",
        "verdict_found": "pass", "verdict": "pass",
    }  # fmt: skip
    assert [each["code"] for each in draft.standards] == [world.standard.code]
    assert draft.due_on is None
    assert list(flags_of(draft)) == []
    technician = of(world, Role.TECHNICIAN)
    with as_user(technician), pytest.raises(Refused, match="already: Draft"):
        draft_certificate(item=JobItem.objects.get(pk=item.pk), by=technician)


def test_what_was_not_measured_or_not_presented_has_none(world: World, item: JobItem) -> None:
    BenchItem.objects.using("owner").filter(item_id=item.pk).update(presence="not_presented")
    with pytest.raises(Refused, match="Nothing was measured"):
        drafted(world, item)


def test_what_is_handed_in_is_what_stands_at_the_bench_now_and_stays(
    world: World, item: JobItem
) -> None:
    draft = drafted(world, item)
    points = Measurement.objects.using("owner").filter(item=item)
    points.filter(position=0).update(as_found="0.040", verdict="fail", verdict_found="fail")
    technician = of(world, Role.TECHNICIAN)
    with as_user(technician):
        submit_certificate(certificate=draft, by=technician, version=draft.version)
    waiting = now(draft)
    assert (waiting.results[0]["as_found"], waiting.verdict) == ("0.040", "fail")
    assert [str(flag) for flag in flags_of(waiting)] == ["Fail"]
    with pytest.raises(IntegrityError, match="stands on a certificate"):
        owner_sql("UPDATE measurements SET as_found = 0 WHERE item_id = %s", item.pk)
    with as_user(technician), pytest.raises(Refused, match="moved on"):
        submit_certificate(certificate=draft, by=technician, version=waiting.version)


def test_nobody_approves_what_they_drafted_changed_or_measured(
    world: World, house: None, item: JobItem
) -> None:
    """Management has drafted this one and admin has changed it; the database says the same."""
    management, admin = of(world, Role.MANAGEMENT), of(world, Role.ADMIN)
    with as_user(management):
        draft = draft_certificate(item=JobItem.objects.get(pk=item.pk), by=management)
    with as_user(admin):
        changes = {"remarks": "Read twice."}
        draft = change_certificate(
            certificate=draft, by=admin, version=draft.version, changes=changes
        )
        submit_certificate(certificate=draft, by=admin, version=draft.version)
    technician = of(world, Role.TECHNICIAN)
    assert now(draft).maker_ids == sorted([management.pk, admin.pk, technician.pk])
    for person in (management, admin):
        with as_user(person):
            batch = approve_batch(chosen=[(draft.pk, now(draft).version)], by=person, site=SITE)
        assert batch.approved == []
        assert "neither drafted" in batch.left[0][1]
        with pytest.raises(IntegrityError, match="approved_by_another"):
            owner_sql(
                "UPDATE certificates SET status = 'approved', number = 'CRT-1', approver_id = %s,"
                " approver_name = 'X', issued_on = now() WHERE id = %s",
                person.pk,
                draft.pk,
            )
    assert now(draft).status == "pending_review"


def test_approval_gives_number_name_hash_and_an_entry(world: World, issued: Certificate) -> None:
    assert issued.status == "approved"
    assert issued.number == f"CRT-{issued.issued_on:%Y%m%d}-0001"
    assert (issued.approver_name, issued.is_accredited) == ("Management", True)
    assert issued.laboratory["verify"] == f"{SITE}/verify/{issued.token}/"
    assert len(issued.pdf_sha256) == 64
    used = CertificateStandard.objects.using("owner").get(certificate=issued)
    assert (used.standard_id, used.performed_on) == (world.standard.pk, PERFORMED_ON)
    verbs = Activity.objects.using("owner").filter(entity_type="certificate", entity_id=issued.pk)
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
        "certificate.created",
        "certificate.submitted",
        "certificate.approved",
    ]


def test_the_dates_of_the_plan_move_with_a_good_verdict_that_is_the_newest(
    world: World, house: None, item: JobItem
) -> None:
    plan = CalibrationPlan.objects.using("owner").get(equipment=item.equipment)
    later = date(2027, 12, 1)

    def issue(day: date, verdict: str) -> CalibrationPlan:
        certificate = handed_in(world, item)
        owner_sql("ALTER TABLE certificates DISABLE TRIGGER USER")
        owner_sql(
            "UPDATE certificates SET performed_on = %s, verdict = %s WHERE id = %s",
            day,
            verdict,
            certificate.pk,
        )
        owner_sql("ALTER TABLE certificates ENABLE TRIGGER USER")
        certificate = approved(world, certificate)
        management = of(world, Role.MANAGEMENT)
        moved = CalibrationPlan.objects.using("owner").get(pk=plan.pk)
        with as_user(management):
            withdraw_certificate(
                certificate=certificate, by=management, version=certificate.version, reason="Test"
            )
        return moved

    assert issue(later, "fail").last_on == plan.last_on
    assert issue(later, "").last_on == plan.last_on
    moved = issue(later, "conditional_pass")
    assert moved.last_on == later
    assert moved.next_due_on == later.replace(year=later.year + 1)
    assert issue(later - timedelta(days=1), "pass").last_on == later
    # A later one that failed has moved nothing, and is the newest all the same.
    failed = later + timedelta(days=30)
    assert item.equipment
    paper(world, failed, instrument=item.equipment, verdict="fail")
    assert issue(failed - timedelta(days=1), "pass").last_on == later


def test_contacts_are_told_once_when_every_instrument_has_its_certificate(
    world: World, house: None, item: JobItem, mailoutbox: list[mail.EmailMessage]
) -> None:
    job, technician = item.job, world.staff[Role.TECHNICIAN]
    Contact.objects.using("owner").filter(pk=world.contact.pk).update(purposes=["certificate"])
    second = measured(world, job, technician, number=1)
    approved(world, handed_in(world, item))
    work_off()
    assert mailoutbox == []
    certificate = approved(world, handed_in(world, second))
    work_off()
    [sent] = mailoutbox
    assert sent.to == [world.contact.email]
    assert certificate.number in sent.body
    assert second.serial in sent.body
    management = of(world, Role.MANAGEMENT)
    with as_user(management):
        again = amend_certificate(
            certificate=now(certificate), by=management, version=now(certificate).version,
            reason="Wrong room",
        )  # fmt: skip
        submit_certificate(certificate=again, by=management, version=again.version)
    admin = of(world, Role.ADMIN)
    with as_user(admin):
        chosen = [(again.pk, now(again).version)]
        # An amendment is looked at: no batch takes it.
        assert approve_batch(chosen=chosen, by=admin, site=SITE).left[0][1] == "Amendment"
    work_off()
    assert len(mailoutbox) == 1


def test_contacts_are_told_when_the_job_ends_with_some_certificates(
    world: World, house: None, item: JobItem, mailoutbox: list[mail.EmailMultiAlternatives]
) -> None:
    """The second instrument was there, and never gets one."""
    job = item.job
    Contact.objects.using("owner").filter(pk=world.contact.pk).update(purposes=["certificate"])
    measured(world, job, world.staff[Role.TECHNICIAN], number=1)
    approved(world, handed_in(world, item))
    work_off()
    assert mailoutbox == []
    for status in ("scheduled", "in_progress", "pending_review"):
        times = {"starts_at": timezone.now(), "ends_at": timezone.now() + timedelta(hours=1)}
        Job.objects.using("owner").filter(pk=job.pk).update(status=status, **times)
    scheduler = of(world, Role.SCHEDULER)
    with as_user(scheduler):
        version = Job.objects.get(pk=job.pk).version
        move_job(
            job=job, by=scheduler, version=version,
            to="completed", verb="job.completed", values={},
        )  # fmt: skip
        enqueue(tell_contacts, job.pk)  # by whatever else: it is said once
    work_off()
    [sent] = mailoutbox
    [(html, kind)] = sent.alternatives
    assert (sent.to, kind) == ([world.contact.email], "text/html")
    for part in map(str, (sent.body, html)):
        assert item.serial in part
        assert "/unsubscribe/" in part
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_plan_of_what_it_was_merged_into_moves(
    world: World, house: None, item: JobItem
) -> None:
    """Measured, then merged, then approved."""
    certificate, kept = handed_in(world, item), world.equipment[1]
    admin = of(world, Role.ADMIN)
    with as_user(admin):
        join("equipment", [(kept.pk, world.equipment[0].pk)], by=admin)
    approved(world, certificate)
    plan = CalibrationPlan.objects.using("owner").get(equipment=kept)
    assert (plan.is_active, plan.last_on) == (True, PERFORMED_ON)


def test_an_amendment_takes_over_whatever_is_not_its_own() -> None:
    """A new column of certificates is decided upon here."""
    own = {"id", "status", "number", "issued_on", "author_id", "author_name", "approver_id",
           "approver_name", "maker_ids", "technician_id", "promised_on", "laboratory",
           "is_accredited", "token", "pdf", "pdf_sha256", "amends_id", "amends_number",
           "amendment_reason", "rejection_reason", "withdrawal_reason", "is_active", "version",
           "created_at", "updated_at"}  # fmt: skip
    columns = {field.attname for field in Certificate._meta.concrete_fields}
    assert columns - own == set(KEPT)


def test_an_amendment_cites_the_old_number_and_takes_its_place(
    world: World, issued: Certificate
) -> None:
    technician, management = of(world, Role.TECHNICIAN), of(world, Role.MANAGEMENT)
    with as_user(technician):
        amended = amend_certificate(
            certificate=issued, by=technician, version=issued.version, reason="Wrong address"
        )
        with pytest.raises(Refused, match="already"):
            amend_certificate(
                certificate=issued, by=technician, version=issued.version, reason="Again"
            )
        changes = {"client_address": "3 North Road"}
        amended = change_certificate(
            certificate=amended, by=technician, version=amended.version, changes=changes
        )
        submit_certificate(certificate=amended, by=technician, version=amended.version)
    approved(world, amended)
    new, old = now(amended), now(issued)
    assert (new.status, old.status) == ("approved", "superseded")
    assert (new.amends_number, new.client_address) == (issued.number, "3 North Road")
    assert new.number != old.number
    assert new.results == old.results
    with as_user(management), pytest.raises(Refused, match="in force"):
        withdraw_certificate(certificate=old, by=management, version=old.version, reason="X")
    with as_user(management), pytest.raises(Stale):
        withdraw_certificate(certificate=new, by=management, version=1, reason="X")
    with as_user(management):
        withdraw_certificate(
            certificate=new, by=management, version=new.version, reason="A faulty standard"
        )
    assert now(new).withdrawal_reason == "A faulty standard"


def test_a_rejected_one_is_a_draft_with_a_reason_and_a_discarded_one_leaves(
    world: World, waiting: Certificate
) -> None:
    management, technician = of(world, Role.MANAGEMENT), of(world, Role.TECHNICIAN)
    with as_user(management):
        reject_certificate(
            certificate=waiting, by=management, version=now(waiting).version, reason="Which range?"
        )
    draft = now(waiting)
    assert (draft.status, draft.rejection_reason) == ("draft", "Which range?")
    told = InboxItem.objects.using("owner").get(verb="certificate.rejected")
    assert (told.user_id, told.excerpt) == (technician.pk, "Which range?")
    with as_user(technician):
        discard_certificate(certificate=draft, by=technician, version=draft.version)
    assert not now(draft).is_active


@pytest.mark.parametrize("before", list(CertificateStatus))
def test_the_square_of_states(world: World, before: str) -> None:
    """By plain SQL, as owner."""
    certificate = world.certificates[
        "own" if before not in ("draft", "pending_review") else "draft"
    ]
    if before not in ("draft", "approved"):
        reason = ", withdrawal_reason = 'Test'" if before == "withdrawn" else ""
        owner_sql(
            f"UPDATE certificates SET status = %s{reason} WHERE id = %s", before, certificate.pk
        )
    for after in CertificateStatus:
        if after == before or after in MOVES.get(before, ()):
            continue
        with pytest.raises(IntegrityError, match="does not move"):
            owner_sql("UPDATE certificates SET status = %s WHERE id = %s", after, certificate.pk)
    assert now(certificate).status == before


def test_who_sees_which(world: World) -> None:
    """By the filter and by the policies."""
    every = set(world.certificates)
    for person, expected in (
        (world.staff[Role.SALES], every),
        (world.staff[Role.ONBOARDING], every),
        (world.staff[Role.TECHNICIAN], {"own", "draft", "pending"}),
        (world.alice, {"own", "other", "fenced"}),
        (world.bob, {"own", "other"}),
        (world.charlie, {"foreign"}),
        (world.frank, set()),
    ):
        user = fresh(person)
        names = {certificate.pk: name for name, certificate in world.certificates.items()}
        with as_user(user), connection.cursor() as cursor:
            found = Certificate.objects.visible_to(user).values_list("pk", flat=True)
            assert {names[pk] for pk in found} == expected, person
            cursor.execute("SELECT id FROM certificates")
            assert {names[pk] for (pk,) in cursor.fetchall()} == expected, person


def test_a_technician_drafts_for_own_jobs_and_issues_nothing(
    world: World, waiting: Certificate
) -> None:
    technician = of(world, Role.TECHNICIAN)
    with as_user(technician):
        for pk, values in (
            (waiting.pk, {"remarks": "Changed"}),
            (waiting.pk, {"status": "approved", "number": "CRT-20260101-0001"}),
            (world.certificates["draft"].pk, {"job_id": world.jobs["other"].pk}),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                Certificate.objects.filter(pk=pk).update(**values)
    other = JobItem.objects.using("owner").get(job=world.jobs["other"], position=1)
    with as_user(technician), pytest.raises(Job.DoesNotExist):
        draft_certificate(item=other, by=technician)


def test_the_sign_of_accreditation_needs_every_result_within_the_scope() -> None:
    scope = {
        "scope": [{"quantity": "DC voltage", "unit": "V", "from": "0", "to": "10", "best": "0.01"}]
    }
    point = {"quantity": "DC voltage", "unit": "V", "nominal": "10", "uncertainty": "0.01",
             "as_found": "10", "as_left": ""}  # fmt: skip
    assert is_within(scope, [point])
    for other in (
        {"quantity": "AC voltage"},
        {"unit": "mV"},
        {"nominal": "10.1"},
        {"nominal": ""},
        {"uncertainty": "0.009"},
        {"uncertainty": ""},
    ):
        assert not is_within(scope, [point, {**point, **other}])
    assert not is_within(scope, [])
    assert not is_within({"scope": "everything"}, [point])
