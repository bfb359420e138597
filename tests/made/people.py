"""Accounts and what they may reach, exports and inboxes."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone

from companies.models import Branch, BranchGrant, Company, CompanyGrant
from realsync.accounts.models import User
from realsync.accounts.roles import STAFF_ROLES, Role
from realsync.db.scope import scope_of
from realsync.exports.models import Export
from realsync.inbox.models import InboxItem
from tests.made.words import HASH


def grant_company(person: User, company: Company) -> None:
    CompanyGrant.objects.using("owner").create(
        user=person,
        content_object=company,
        permission=Permission.objects.using("owner").get(codename="represent_company"),
    )


def grant_branch(person: User, branch: Branch) -> None:
    BranchGrant.objects.using("owner").create(
        user=person,
        content_object=branch,
        permission=Permission.objects.using("owner").get(codename="represent_branch"),
    )


def make_person(name: str, role: Role, *, is_active: bool = True) -> User:
    email = name.split()[0].lower() + (
        "@staff.example" if role in STAFF_ROLES else "@client.example"
    )
    return User.objects.using("owner").create(
        email=email, name=name, role=role, is_active=is_active, password=HASH
    )


def make_told(person: User, branch: Branch) -> int:
    item = InboxItem.objects.using("owner").create(
        user=person,
        verb="note.mentioned",
        entity_type="branch",
        entity_id=branch.pk,
        title=branch.name,
        read_at=timezone.now(),
    )
    return item.pk


def make_export(person: User) -> Export:
    """Made, and kept for a day; its file is none."""
    # Of a copy: what a person sees is kept on them, and grants change.
    scope = scope_of(User(pk=person.pk, role=person.role))
    return Export.objects.using("owner").create(
        user=person,
        company_id=scope.company_id,
        branch_id=scope.branch_ids[0] if scope.branch_ids else None,
        scope_key=scope.key,
        page="portal:equipment" if person.side == "client" else "equipment:list",
        title="Equipment",
        query="",
        columns=["description"],
        format="csv",
        filters=f"Search: {person.name}",
        fingerprint=f"of {person.pk}",
        state="done",
        total=3,
        rows=3,
        file=f"exports/none/{person.pk}.csv",
        settled_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=1),
    )
