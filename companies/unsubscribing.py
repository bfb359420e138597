"""What a contact ends by the link in a mail: all mail of one kind, to them."""

from dataclasses import dataclass
from secrets import token_urlsafe

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.urls import reverse

from companies.choices import ContactPurpose
from companies.models import UnsubscribeLink
from realsync.watch.request_id import request_id

TOKEN_BYTES = 24
READ = "SELECT * FROM mail_to_end(%s)"
END = "SELECT end_mail(%s, %s)"


@dataclass(frozen=True)
class Mail:
    """What anybody who holds the link may know."""

    purpose: str
    email: str
    is_ended: bool

    @property
    def what(self) -> str:
        return str(ContactPurpose(self.purpose).label)

    @property
    def to(self) -> str:
        """`g…@client.example`: whoever got it knows it, whoever was sent it does not."""
        name, _, host = self.email.rpartition("@")
        return f"{name[:1]}…@{host}"


def mail_to_end(token: str) -> Mail | None:
    """As the login role."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(READ, [token])
        row = cursor.fetchone()
    return Mail(*row) if row else None


def end_mail(token: str) -> None:
    """As the login role; once in effect."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(END, [token, request_id()])


def link_to_end(contact_id: int, purpose: str) -> str:
    """The whole address; a contact keeps the same one. As the system, which writes the mails."""
    UnsubscribeLink.objects.bulk_create(
        [UnsubscribeLink(contact_id=contact_id, purpose=purpose, token=token_urlsafe(TOKEN_BYTES))],
        ignore_conflicts=True,
    )
    link = UnsubscribeLink.objects.get(contact=contact_id, purpose=purpose)
    return settings.SITE_ADDRESS + reverse("unsubscribe", args=[link.token])
