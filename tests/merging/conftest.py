"""Twin companies that turn out to be one, and what tests of merges ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from companies.models import Branch, BranchGrant, Company, CompanyGrant, Contact, Document, Note
from equipment.models import CalibrationPlan, Equipment, Service
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.made.people import grant_branch, grant_company
from tests.world import World


@dataclass
class Twin:
    """A second record of Aster Foods, made by mistake, with everything that can hang on one."""

    company: Company
    branch: Branch
    contact: Contact
    site_contact: Contact
    instrument: Equipment
    same: Equipment  # has the serial of Aster's first multimeter
    plan: CalibrationPlan
    note: Note
    document: Document
    manager: User  # of the company
    local: User  # of the branch


@pytest.fixture
def twin(world: World) -> Twin:
    company = Company.objects.using("owner").create(name="Aster Food", tax_number="DE 7")
    branch = Branch.objects.using("owner").create(company=company, name="West", city="Westville")
    manager, local = person("Ida Irving", Role.COMPANY_MANAGER), person("Jo", Role.BRANCH_MANAGER)
    grant_company(manager, company)
    grant_company(world.erin, company)
    grant_branch(local, branch)
    first = world.equipment[0]
    same = instrument(branch, "Multimeter again", first.manufacturer, first.model, first.serial)
    author = world.staff[Role.SALES]
    return Twin(
        company=company,
        branch=branch,
        contact=Contact.objects.using("owner").create(company=company, name="Kim King"),
        site_contact=Contact.objects.using("owner").create(
            company=company, branch=branch, name="Lee Long"
        ),
        instrument=instrument(branch, "Caliper", "Mitu", "C1", "777"),
        same=same,
        plan=plan(same, world.service, days_ago=5),
        note=note(company, author, "They moved"),
        document=document(company, "Contract"),
        manager=manager,
        local=local,
    )


def person(name: str, role: Role) -> User:
    email = f"{name.split()[0].lower()}@client.example"
    return User.objects.using("owner").create(email=email, name=name, role=role, password="!")


def instrument(branch: Branch, description: str, *label: str) -> Equipment:
    manufacturer, model, serial = label or ("", "", "")
    return Equipment.objects.using("owner").create(
        company_id=branch.company_id,
        branch=branch,
        description=description,
        manufacturer=manufacturer,
        model=model,
        serial=serial,
    )


def plan(of: Equipment, service: Service, *, days_ago: int) -> CalibrationPlan:
    last_on = timezone.localdate() - timedelta(days=days_ago)
    return CalibrationPlan.objects.using("owner").create(
        company_id=of.company_id,
        branch_id=of.branch_id,
        equipment=of,
        service=service,
        last_on=last_on,
        next_due_on=last_on + timedelta(days=365),
    )


def note(about: Any, author: User, text: str, audience: str = "staff") -> Note:
    return Note.objects.using("owner").create(
        entity_type=about._meta.model_name,
        entity_id=about.pk,
        author=author,
        text=text,
        audience=audience,
    )


def document(about: Any, title: str, audience: str = "client") -> Document:
    return Document.objects.using("owner").create(
        entity_type=about._meta.model_name, entity_id=about.pk, title=title, audience=audience
    )


def owned(record: Any) -> Any:
    """The row as it is now, whoever may see it."""
    return type(record).objects.using("owner").get(pk=record.pk)


def grants(user: User) -> set[int]:
    """Ids of the companies and branches that a client acts for."""
    rows = (CompanyGrant if user.role == Role.COMPANY_MANAGER else BranchGrant).objects
    return set(rows.using("owner").filter(user=user).values_list("content_object_id", flat=True))


def seen_by(user: User, model: Any) -> set[int]:
    """Ids that this person sees, as `realsync_web` in their scope."""
    fresh = User.objects.get(pk=user.pk)
    with as_user(fresh, read_only=True):
        return set(model.objects.visible_to(fresh).values_list("pk", flat=True))


def permission(codename: str) -> Permission:
    return Permission.objects.using("owner").get(codename=codename)


Act = Callable[..., Any]


@pytest.fixture
def sales(world: World) -> User:
    return world.staff[Role.SALES]


def acting(user: User, action: Act, **given: Any) -> Any:
    """The action as that person, in a request's scope."""
    fresh = User.objects.get(pk=user.pk)
    with as_user(fresh):
        return action(by=fresh, **given)
