"""A company manager looks after the branch managers of their company.

As the login role, like all work on accounts; who may do what to whom, the database asks anew in
the same transaction (sql/0017_branch_managers.sql).
"""

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils.translation import gettext as _

from companies.models import BranchGrant, Company
from realsync.accounts.actions.invitation import invite, invite_again, withdraw_invitation
from realsync.accounts.actions.user import deactivate
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.record import record
from realsync.outbox.mail import queue_mail

SET = "SELECT set_branch_manager(%s, %s, %s, %s)"


@transaction.atomic
def invite_branch_manager(
    *, by: User, company_id: int, name: str, email: str, branches: Iterable[int], address: str
) -> None:
    """Raises IntegrityError where it is not theirs to do.

    Whoever was removed before, and acts for nobody since, is invited again. Whoever has an account
    is told so by mail; who invites them learns nothing of it.
    """
    person = _removed_before(email)
    there = User.objects.filter(email__iexact=email).first()
    if person is None and there is not None:
        if there.is_active:
            _tell_owner(there, by=by)
        return
    if person is None:
        person = invite(by=by, name=name, email=email, role=Role.BRANCH_MANAGER, address=address)
    else:
        invite_again(person=person, by=by, address=address)
    limit_branch_manager(by=by, company_id=company_id, person=person, branches=branches)


@transaction.atomic
def limit_branch_manager(
    *, by: User, company_id: int, person: User, branches: Iterable[int]
) -> int:
    """From the next request on they see these branches of the company. Raises IntegrityError.

    How many branches they act for, wherever those are.
    """
    before = branches_of(person, company_id)
    after = sorted(set(branches))
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(SET, [by.pk, company_id, person.pk, after])
        (left,) = cursor.fetchone()
    if before != after:
        changes = {"person": (None, person.name), "branches": (before, after)}
        verb = "account.branches_changed"
        record(by=by, verb=verb, entity=Company(pk=company_id), changes=changes)
    return int(left)


@transaction.atomic
def remove_branch_manager(*, by: User, company_id: int, person: User) -> None:
    """Where they act for nobody any more, the account is closed and its browsers signed out."""
    left = limit_branch_manager(by=by, company_id=company_id, person=person, branches=())
    if left == 0:
        withdraw_invitation(person=person, by=by)
        deactivate(person=person, by=by, heir=None)


def branches_of(person: User, company_id: int) -> list[int]:
    grants = BranchGrant.objects.filter(user=person, company_id=company_id)
    return sorted(set(grants.values_list("content_object_id", flat=True)))


def _tell_owner(person: User, *, by: User) -> None:
    told = {"name": person.name, "by": by.name}
    subject = _("%(by)s would like to invite you to RealSync") % told
    body = _(
        "Hello %(name)s,\n\n%(by)s would like to make an account for you in RealSync, but you have"
        " one with this address. Nothing was changed. If you should see their branches, too, answer"
        " this mail; otherwise leave it alone.\n"
    )
    queue_mail(EmailMessage(" ".join(subject.split()), body % told, to=[person.email]))


def _removed_before(email: str) -> User | None:
    closed = User.objects.filter(
        email__iexact=email, role=Role.BRANCH_MANAGER, is_active=False
    ).first()
    if closed is None or BranchGrant.objects.filter(user=closed).exists():
        return None
    return closed
