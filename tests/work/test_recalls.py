"""Recall notices: who is told of what and when, once; how it ends; and what the staff see of it."""

from collections.abc import Callable, Sequence
from datetime import date
from smtplib import SMTPRecipientsRefused
from typing import Any, cast

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connections, transaction
from django.test import Client

from companies.models import Contact, UnsubscribeLink
from equipment.models import CalibrationPlan, Equipment
from jobs.work.models import Job, JobItem, RecallItem, RecallMail, ServiceRequest
from jobs.work.recall.writing import write_recalls
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import as_system
from realsync.outbox.work import enqueue
from tests.certificates.making import work_off
from tests.database import as_worker
from tests.made.days import in_days
from tests.made.equipment import make_instrument
from tests.made.words import CANARY, FENCED
from tests.world import World

SignIn = Callable[[User], Client]


@pytest.fixture
def due(world: World) -> World:
    """Nothing is booked. Of North one instrument falls due in 75 days and one in 30, of South one
    in 30. Gwen is told of North, Ida of all of Aster."""
    Job.objects.using("owner").update(status="cancelled", cancel_reason="Not this year")
    ServiceRequest.objects.using("owner").update(state="refused")
    plans = CalibrationPlan.objects.using("owner")
    plans.filter(equipment=world.equipment[0]).update(next_due_on=in_days(75))
    contacts = Contact.objects.using("owner")
    contacts.filter(pk=world.contact.pk).update(purposes=["recall", "billing"])
    strangers = contacts.filter(pk=world.foreign_contact.pk)
    strangers.update(purposes=["recall"], email="hugo@other.example")
    for name, purposes in (("Ida", ["recall"]), ("Jack", ["site"])):
        contacts.create(
            company=world.aster, name=name, purposes=purposes, email=f"{name}@client.example"
        )
    return world


def told(on: date | None = None) -> list[Any]:
    """What leaves on that day to Aster's; a stranger's mail says nothing of them, nor theirs of
    the stranger's."""
    mail.outbox.clear()
    with as_worker(), as_system("a test"):
        enqueue(write_recalls, (on or in_days(0)).isoformat(), 0)
    work_off()
    for sent in cast(list[EmailMultiAlternatives], mail.outbox):
        is_strangers = sent.to == ["hugo@other.example"]
        for part in map(str, (sent.subject, sent.body, sent.alternatives[0][0])):
            assert (CANARY in part) == is_strangers
            assert ("North" in part or FENCED in part) != is_strangers
    ours = [sent for sent in mail.outbox if sent.to != ["hugo@other.example"]]
    return sorted(ours, key=lambda sent: (sent.to, sent.subject))


def summary(sent: Sequence[EmailMultiAlternatives]) -> list[tuple[str, str]]:
    return [(each.to[0], str(each.subject)) for each in sent]


def test_one_digest_per_branch_and_contact_at_each_stage_once(due: World) -> None:
    later, soon, new = due.equipment
    ida, gwen = "Ida@client.example", due.contact.email
    sent = told()
    assert summary(sent) == [
        (ida, "1 instrument falls due at South FENCED"),
        (ida, "2 instruments fall due at North"),
        (gwen, "2 instruments fall due at North"),
    ]
    [(html, _kind)] = sent[2].alternatives
    for text in (sent[2].body, html):
        for instrument in (soon, later):
            for word in (instrument.code, instrument.serial, instrument.description):
                assert word in text
        assert text.index(soon.code) < text.index(later.code)
        assert f"?branch={due.north.pk}&" in text.replace("&amp;", "&")
        assert "due=90" in text
    assert "src=" not in html
    assert "url(" not in html
    assert sent[2].extra_headers["List-Unsubscribe"] in f"<{sent[2].body.split()[-1]}>"
    items = RecallItem.objects.using("owner").filter(contact_id=due.contact.pk)
    assert set(items.exclude(mail=due.recalls[0]).values_list("equipment_id", "stage")) == {
        (later.pk, 90), (soon.pk, 30)
    }  # fmt: skip
    # Nothing new: on the same day, and on the next.
    assert told() + told(in_days(1)) == []
    # The next stage is said once more; what is registered late gets the present stage only.
    CalibrationPlan.objects.using("owner").create(
        company=due.aster, branch=due.north, equipment=new, service=due.service,
        next_due_on=in_days(60),
    )  # fmt: skip
    sent = told(in_days(15))
    assert [each.subject for each in sent] == ["2 instruments fall due at North"] * 2
    assert set(items.filter(equipment=new).values_list("stage", flat=True)) == {60}
    # Booked, or asked for, or out of service: no more of it.
    booked = Job.objects.using("owner").create(
        company=due.aster, branch=due.north, number="JOB-20260103-0999", title="Booked"
    )
    JobItem.objects.using("owner").create(
        job=booked, company=due.aster, branch=due.north, position=1, description="A",
        equipment=later, service=due.service, quantity=1,
    )  # fmt: skip
    Equipment.objects.using("owner").filter(pk=new.pk).update(status="missing")
    assert told(in_days(46)) == []


def test_two_contacts_with_one_address_get_one_mail_and_twice_a_day_none(due: World) -> None:
    ida = Contact.objects.using("owner").filter(name="Ida")
    ida.update(email=due.contact.email.upper())
    assert len(told()) == 2  # of North to Gwen, of South to Ida
    mails = RecallMail.objects.using("owner").exclude(pk__in=due.recalls)
    assert set(mails.values_list("state", "branch_id")) == {
        ("sent", branch.pk) for branch in (due.north, due.south, due.foreign_branch)
    }  # fmt: skip
    first = mails.order_by("pk")[0]
    item = RecallItem.objects.using("owner").filter(mail=first)[0]
    for row in (first, item):  # whoever writes it a second time is refused
        row.pk = None
        with pytest.raises(IntegrityError, match="once"), transaction.atomic("owner"):
            row.save(using="owner", force_insert=True)


def test_a_contact_ends_one_kind_of_mail_by_the_link_and_the_staff_give_it_back(
    due: World, sign_in: SignIn
) -> None:
    gwen = Contact.objects.using("owner").filter(pk=due.contact.pk)
    told()
    link = UnsubscribeLink.objects.using("owner").get(contact=due.contact, purpose="recall")
    address, anybody = f"/unsubscribe/{link.token}/", Client(enforce_csrf_checks=True)
    page = anybody.get(address).content.decode()
    assert "Recall notices" in page
    assert "p…@client.example" in page
    assert gwen.get().purposes == ["recall", "billing"]  # a scanner that opens links ends nothing
    for _again in range(2):
        answer = anybody.post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert gwen.get().purposes == ["billing"]
    entries = Activity.objects.using("owner").filter(verb="contact.unsubscribed")
    [entry] = entries
    assert (entry.company_id, entry.branch_id) == (due.aster.pk, due.north.pk)
    assert entry.changes == {"purposes": [["recall", "billing"], ["billing"]]}
    assert anybody.post("/unsubscribe/unknown/").status_code == 404
    with connections["default"].cursor() as cursor, pytest.raises(Exception, match="denied"):
        cursor.execute("SELECT token FROM unsubscribe_links")
    plans = CalibrationPlan.objects.using("owner").filter(equipment=due.equipment[0])
    plans.update(next_due_on=in_days(50))
    assert [each.to[0] for each in told(in_days(1))] == ["Ida@client.example"]
    gwen.update(purposes=["recall"])  # on her card, by the staff
    sent = told(in_days(2))
    assert [each.to[0] for each in sent] == [due.contact.email]


class Refusing(EmailBackend):
    def send_messages(self, messages: Sequence[Any]) -> int:
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"No such person")})


def test_what_is_not_delivered_says_so_and_is_sent_again(
    due: World, sign_in: SignIn, settings: Any
) -> None:
    usual, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Refusing"
    told()
    mails = RecallMail.objects.using("owner").filter(contact=due.contact)
    failed = mails.get(state="failed")
    assert failed.error == "550 No such person"
    client = sign_in(due.staff[Role.SALES])
    for page in (f"/recalls/{failed.pk}/", "/recalls/?state=failed"):
        assert "Not delivered" in client.get(page).content.decode()
    for place in (f"/companies/{due.aster.pk}", f"/branches/{due.north.pk}"):
        assert due.contact.name in client.get(f"{place}/recalls/").content.decode()
    named = client.get(f"/recalls/{failed.pk}/named/").content.decode()
    assert due.equipment[1].serial in named
    settings.EMAIL_BACKEND = usual
    Contact.objects.using("owner").filter(pk=due.contact.pk).update(email="new@client.example")
    sending = f"/recalls/{failed.pk}/sending/"
    assert "new@client.example" in client.get(sending).content.decode()
    for _again in range(2):
        assert client.post(sending).status_code == 302
    mail.outbox.clear()
    work_off()
    assert [each.to for each in mail.outbox] == [["new@client.example"]]
    assert mails.get(pk=failed.pk).state == "sent"
    assert sign_in(due.staff[Role.ONBOARDING]).post(sending).status_code == 403


def test_an_instrument_made_late_is_of_its_own_branch(due: World) -> None:
    told()
    make_instrument(due.south, due.service, "Late", 1)
    assert summary(told(in_days(1))) == [
        ("Ida@client.example", "1 instrument falls due at South FENCED")
    ]
