"""What administrators do with accounts, and people with their own."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from realsync.accounts.actions.session import end_all_sessions
from realsync.accounts.hand_over import hand_over_work
from realsync.accounts.models import User
from realsync.accounts.recording import record
from realsync.outbox.work import enqueue

OWN = ("name", "time_zone", "density")
BY_ADMIN = ("name", "email", "role")


class NoHeir(Exception):
    """The work of a member of staff needs somebody who can go on with it."""


@transaction.atomic
def change_own_profile(*, by: User, values: dict[str, Any]) -> None:
    _change(person=by, by=by, verb="account.profile_changed", values=values, fields=OWN)


@transaction.atomic
def change_user(*, person: User, by: User, values: dict[str, Any]) -> None:
    """Raises IntegrityError (users_last_admin) where nobody else could let people in."""
    before = person.email
    _change(person=person, by=by, verb="account.changed", values=values, fields=BY_ADMIN)
    if person.email != before:
        EmailAddress.objects.filter(user=person).delete()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


@transaction.atomic
def deactivate(*, person: User, by: User, heir: User | None) -> int:
    """Close the account; their browsers are signed out at once, their work goes to `heir`.

    How many browsers there were. Raises NoHeir, and IntegrityError (users_last_admin).
    """
    if person.side == "staff" and not _can_inherit(heir, person):
        raise NoHeir
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False
    ended = end_all_sessions(of=person)
    changes = {"is_active": (True, False), "work_goes_to": (None, heir.pk if heir else None)}
    record(by=by, verb="account.deactivated", entity=person, changes=changes)
    if heir is not None:
        enqueue(hand_over_work, person.pk, heir.pk, by.pk)
    return ended


@transaction.atomic
def reactivate(*, person: User, by: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=True)
    person.is_active = True
    changes = {"is_active": (False, True)}
    record(by=by, verb="account.reactivated", entity=person, changes=changes)


@transaction.atomic
def remove_second_factor(*, person: User, by: User) -> None:
    """For somebody who lost phone and codes; all their browsers are signed out."""
    Authenticator.objects.filter(user=person).delete()
    end_all_sessions(of=person)
    record(by=by, verb="account.second_factor_removed", entity=person)


def _can_inherit(heir: User | None, person: User) -> bool:
    return heir is not None and heir.is_active and heir.side == "staff" and heir.pk != person.pk


def _change(
    *, person: User, by: User, verb: str, values: dict[str, Any], fields: tuple[str, ...]
) -> None:
    stored = User.objects.select_for_update().get(pk=person.pk)
    changes = {
        name: (getattr(stored, name), values[name])
        for name in fields
        if name in values and getattr(stored, name) != values[name]
    }
    for name in changes:
        setattr(stored, name, values[name])
        setattr(person, name, values[name])
    if changes:
        stored.save(update_fields=list(changes))
        record(by=by, verb=verb, entity=person, changes=changes)
