"""Looking at the application as somebody else: begun with a reason, ended, both in the log."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from realsync.accounts.models import Session, User
from realsync.accounts.recording import record
from realsync.accounts.viewing import may_view_as


class NotToBeViewed(Exception):
    """An administrator, oneself, or somebody who is deactivated."""


@transaction.atomic
def start_viewing(*, by: User, person: User, reason: str, key: str) -> datetime:
    """The session `key` shows what `person` sees. Until when."""
    if not may_view_as(by, person):
        raise NotToBeViewed
    until = timezone.now() + timedelta(minutes=settings.VIEW_AS_MINUTES)
    Session.objects.filter(pk=key, user=by).update(viewing=person, viewing_until=until)
    changes = {"reason": (None, reason), "until": (None, until)}
    record(by=by, verb="account.viewed_as", entity=person, changes=changes)
    return until


@transaction.atomic
def stop_viewing(*, by: User, person: User, key: str) -> None:
    ended = Session.objects.filter(pk=key, user=by, viewing=person)
    if ended.update(viewing=None, viewing_until=None):
        record(by=by, verb="account.viewing_ended", entity=person)
