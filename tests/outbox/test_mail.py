import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils import timezone

from realsync.db.scope import as_system
from realsync.outbox.delivery import run_row
from realsync.outbox.mail import as_json, deliver_mail, queue_mail
from realsync.outbox.models import OutboxRow
from realsync.outbox.work import delivery
from tests.outbox.rows import change, row


def reset_mail() -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        "Reset your password", "Open the link", "RealSync <noreply@demo.example>", ["a@b.example"]
    )
    message.attach_alternative("<p>Open the link</p>", "text/html")
    return message


@pytest.mark.usefixtures("worker_login")
def test_mail_leaves_by_the_worker_with_both_parts_and_is_not_kept() -> None:
    with as_system("test"):
        queue_mail(reset_mail())
    assert mail.outbox == []
    work = OutboxRow.objects.using("owner").get()
    change(work.id, sent_at=timezone.now())
    run_row(work.id)
    (sent,) = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert (sent.subject, sent.to, sent.body) == (
        "Reset your password",
        ["a@b.example"],
        "Open the link",
    )
    assert [tuple(part) for part in sent.alternatives] == [("<p>Open the link</p>", "text/html")]
    assert row(work.id).args == []


@pytest.mark.usefixtures("committed")
def test_a_sign_in_page_queues_it_without_a_transaction_of_its_own() -> None:
    queue_mail(reset_mail())
    assert OutboxRow.objects.using("owner").get().task == deliver_mail.name


@pytest.mark.usefixtures("worker_login")
def test_a_second_sending_carries_the_same_message_id() -> None:
    with as_system("test"), delivery("42.20261123"):
        for _again in range(2):
            deliver_mail(as_json(reset_mail()))
    ids = {sent.message()["Message-ID"] for sent in mail.outbox}
    assert ids == {"<outbox.42.20261123@demo.example>"}


def test_attachments_are_refused() -> None:
    message = EmailMessage("Certificate", "see attachment")
    message.attach("certificate.pdf", b"%PDF", "application/pdf")
    with pytest.raises(ValueError, match="link"):
        queue_mail(message)
