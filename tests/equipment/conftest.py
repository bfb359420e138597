"""A crowd of instruments: enough for the planner to choose as it would in earnest."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from companies.models import Branch, Company
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.made.people import grant_branch, grant_company
from tests.made.words import HASH
from tests.restore import Restorer
from tests.world import World

INSTRUMENTS = 24_000

# A twentieth of them belongs to one company; due dates repeat, some are missing.
INSERT = """
INSERT INTO equipment (code, company_id, branch_id, description, manufacturer, model, serial,
                       category, status, next_due_on, is_active, specification)
SELECT 'CROWD-' || n, place.company_id, place.id, 'Pressure gauge', 'Crowd', 'M' || n %% 300,
       CASE WHEN n %% 50 = 0 THEN '' ELSE 'S' || n END, 'pressure', 'in_service',
       CASE WHEN n %% 33 = 0 THEN NULL ELSE current_date - 60 + (n %% 400)::int END,
       n %% 41 <> 0, '{}'
FROM generate_series(1, %s) AS n
JOIN branches AS place ON place.id = (%s::bigint[])[1 + n %% %s]
"""


@dataclass
class Crowd:
    office: User
    company: Company
    manager: User  # of the company with a twentieth of all instruments
    branch_manager: User  # of one of its branches


@pytest.fixture(scope="module")
def crowd(pristine: tuple[World, Restorer], django_db_blocker: DjangoDbBlocker) -> Iterator[Crowd]:
    with django_db_blocker.unblock():
        yield _gather(pristine[0])
        _send_home()


def _gather(world: World) -> Crowd:
    companies = [
        Company.objects.using("owner").create(code=f"CROWD-{n}", name=f"Crowd {n:02}")
        for n in range(20)
    ]
    branches = [
        Branch.objects.using("owner").create(code=f"CROWD-{n}", company=company, name=f"Place {n}")
        for n, company in enumerate(companies * 2)
    ]
    ids = [branch.pk for branch in branches]
    with connections["owner"].cursor() as cursor:
        cursor.execute(INSERT, [INSTRUMENTS, ids, len(ids)])
        cursor.execute("ANALYZE equipment, branches, companies")
    manager = _person("crowd.manager", Role.COMPANY_MANAGER)
    branch_manager = _person("crowd.branch", Role.BRANCH_MANAGER)
    grant_company(manager, companies[0])
    grant_branch(branch_manager, branches[0])
    return Crowd(world.staff[Role.MANAGEMENT], companies[0], manager, branch_manager)


def _person(name: str, role: Role) -> User:
    return User.objects.using("owner").create(
        email=f"{name}@client.example", name=name, role=role, password=HASH
    )


def _send_home() -> None:
    with connections["owner"].cursor() as cursor:
        for statement in (
            "DELETE FROM company_grants WHERE company_name LIKE 'Crowd%'",
            "DELETE FROM branch_grants g USING branches b"
            " WHERE b.id = g.content_object_id AND b.code LIKE 'CROWD-%'",
            "DELETE FROM sessions",
            "DELETE FROM users WHERE email LIKE 'crowd.%'",
            "DELETE FROM equipment WHERE code LIKE 'CROWD-%'",
            "DELETE FROM branches WHERE code LIKE 'CROWD-%'",
            "DELETE FROM companies WHERE code LIKE 'CROWD-%'",
            "ANALYZE equipment, branches, companies",
        ):
            cursor.execute(statement)
