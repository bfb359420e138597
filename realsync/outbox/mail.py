"""Mail leaves through the outbox: after the commit, and again until a server has taken it."""

from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction

from realsync.outbox.work import delivery_key, enqueue, outbox_task


def queue_mail(message: EmailMessage) -> None:
    """Raises ValueError for attachments: a document is linked, not sent."""
    if message.attachments:
        raise ValueError("Mail has no attachments here; link to the document.")
    with transaction.atomic():
        enqueue(deliver_mail, as_json(message))


def as_json(message: EmailMessage) -> dict[str, Any]:
    alternatives = getattr(message, "alternatives", [])
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        "to": message.to,
        "cc": message.cc,
        "bcc": message.bcc,
        "reply_to": message.reply_to,
        "headers": dict(message.extra_headers),
        "alternatives": [[str(content), kind] for content, kind in alternatives],
    }


@outbox_task(queue="quick")
def deliver_mail(mail: dict[str, Any]) -> None:
    send_mail(EmailMultiAlternatives(**mail))


def send_mail(message: EmailMessage) -> None:
    """From within an outbox task. A mail server may be given it twice; by its Message-ID the
    reader's drops the second."""
    host = parseaddr(message.from_email)[1].rpartition("@")[2]
    message.extra_headers["Message-ID"] = f"<outbox.{delivery_key()}@{host}>"
    message.send()
