"""Invitations: a link in a mail, once, for three days."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from realsync.accounts.models import Invitation, User
from realsync.accounts.recording import record
from realsync.accounts.roles import Role
from realsync.outbox.mail import queue_mail


@transaction.atomic
def invite(*, by: User, name: str, email: str, role: Role, address: str) -> User:
    """An account that opens with the link in the mail; `address` is where the link leads."""
    person = User(name=name, email=email.lower(), role=role, is_active=False)
    person.set_unusable_password()
    person.save()
    record(by=by, verb="account.invited", entity=person, changes={"role": (None, str(role))})
    _send(person=person, by=by, address=address)
    return person


@transaction.atomic
def invite_again(*, person: User, by: User, address: str) -> None:
    """A new link; the one before works no longer."""
    record(by=by, verb="account.invited_again", entity=person)
    _send(person=person, by=by, address=address)


@transaction.atomic
def withdraw_invitation(*, person: User, by: User) -> bool:
    """False where there was none any more: it was accepted or withdrawn meanwhile."""
    gone, _per_model = Invitation.objects.filter(user=person).delete()
    if gone:
        record(by=by, verb="account.invitation_withdrawn", entity=person)
    return bool(gone)


def find_invitation(token: str) -> Invitation | None:
    """The invitation of a link that still works."""
    found = Invitation.objects.select_related("user", "invited_by")
    return found.filter(token_hash=_hash(token), expires_at__gt=timezone.now()).first()


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> User | None:
    """The person, who can sign in from now on; None where the link works no longer."""
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("user")
    invitation = locked.filter(token_hash=_hash(token), expires_at__gt=timezone.now()).first()
    if invitation is None:
        return None
    person = invitation.user
    person.set_password(password)
    person.is_active = True
    person.save(update_fields=["password", "is_active"])
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    invitation.delete()
    record(by=person, verb="account.invitation_accepted", entity=person)
    return person


def _send(*, person: User, by: User, address: str) -> None:
    token = token_urlsafe(32)
    expires_at = timezone.now() + timedelta(hours=settings.INVITATION_HOURS)
    Invitation.objects.update_or_create(
        user=person,
        defaults={
            "token_hash": _hash(token),
            "invited_by": by,
            "sent_at": timezone.now(),
            "expires_at": expires_at,
        },
    )
    told = {"person": person, "by": by, "link": address + token + "/", "expires_at": expires_at}
    subject = _("%(name)s invites you to RealSync") % {"name": by.name}
    body = render_to_string("users/invitation.txt", told)
    queue_mail(EmailMessage(" ".join(subject.split()), body, to=[person.email]))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
