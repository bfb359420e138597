"""The secret address at which a technician's calendar reads their visits."""

from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from jobs.work.models import CalendarFeed
from realsync.accounts.models import User
from realsync.activity.record import record


@transaction.atomic
def open_feed(*, by: User) -> str:
    """The token, told this once; the address before it works no longer."""
    token = token_urlsafe(32)
    CalendarFeed.objects.visible_to(by).in_use().update(revoked_at=timezone.now())
    CalendarFeed.objects.create(user_id=by.pk, token_hash=hash_of(token))
    record(by=by, verb="account.feed_opened", entity=by)
    return token


@transaction.atomic
def revoke_feed(*, by: User) -> bool:
    """False where there was none."""
    revoked = CalendarFeed.objects.visible_to(by).in_use().update(revoked_at=timezone.now())
    if revoked:
        record(by=by, verb="account.feed_revoked", entity=by)
    return bool(revoked)


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
