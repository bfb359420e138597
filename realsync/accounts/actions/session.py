"""Signing out browsers, one's own or those of somebody who is gone."""

from django.db import transaction

from realsync.accounts.models import Session, User
from realsync.accounts.recording import record


@transaction.atomic
def sign_out_others(*, by: User, key: str) -> int:
    """All browsers of `by` but the one whose session is `key`. How many there were."""
    ended, _per_model = Session.objects.filter(user=by).exclude(pk=key).delete()
    if ended:
        record(by=by, verb="account.signed_out_elsewhere", entity=by)
    return ended


@transaction.atomic
def sign_out_one(*, by: User, handle: str, key: str) -> bool:
    """One other browser of `by`; False where it is gone already."""
    others = Session.objects.filter(user=by).exclude(pk=key)
    found = next((session for session in others if session.handle == handle), None)
    if found is None:
        return False
    found.delete()
    record(by=by, verb="account.signed_out_elsewhere", entity=by)
    return True


@transaction.atomic
def end_all_sessions(*, of: User, by: User | None = None) -> int:
    """Nobody is signed in as them any more, nor looks as they do. How many browsers there were.

    `by` where it is a deed of its own, not a part of another that is in the log.
    """
    Session.objects.filter(viewing=of).update(viewing=None, viewing_until=None)
    ended, _per_model = Session.objects.filter(user=of).delete()
    if by is not None:
        record(by=by, verb="account.signed_out", entity=of)
    return ended
