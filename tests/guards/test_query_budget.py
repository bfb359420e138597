"""Queries of each page: every statement but BEGIN, COMMIT, SAVEPOINT and the scope statement.

The budget is query_budget.json; a page that needs more, or less, changes it in review.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from companies.models import Branch, Company
from equipment.models import Equipment, Service
from jobs.certificates.models import Certificate
from jobs.work.models import Job
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from tests.world import World

BUDGET: dict[str, int] = json.loads(Path(__file__).with_name("query_budget.json").read_text())
FREE = re.compile(r"BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SELECT set_config")
OFFICE, STAFF, CLIENTS = ("office",), ("office", "technician"), ("company", "branch")
PAGES = {
    "home": ("/", STAFF),
    "figures": ("/figures/", STAFF),
    "my tasks": ("/my-tasks/", STAFF),
    "my jobs": ("/my-jobs/", STAFF),
    "ops": ("/ops/", OFFICE),
    "search": ("/search/?q=multimeter", STAFF),
    "search:palette": ("/search/palette/?q=multimeter", STAFF),
    "search:similar": ("/search/palette/?q=nothing", STAFF),
    "search:kept": ("/search/kept/?recent=company:{company}", STAFF),
    "portal:search": ("/portal/search/?q=multimeter", CLIENTS),
    "portal:kept": ("/portal/search/kept/?recent=equipment:{equipment}", CLIENTS),
    "companies:list": ("/companies/", STAFF),
    "companies:rows": ("/companies/rows/", STAFF),
    "companies:count": ("/companies/count/", STAFF),
    "companies:record": ("/companies/{company}/", STAFF),
    "companies:glance": ("/companies/{company}/glance/", STAFF),
    "companies:equipment": ("/companies/{company}/equipment/", STAFF),
    "companies:branches": ("/companies/{company}/branches/", STAFF),
    "companies:notes": ("/companies/{company}/notes/", STAFF),
    "companies:documents": ("/companies/{company}/documents/", STAFF),
    "companies:timeline": ("/companies/{company}/timeline/", STAFF),
    "companies:form": ("/companies/{company}/edit/", OFFICE),
    "branches:glance": ("/branches/{branch}/glance/", STAFF),
    "branches:equipment": ("/branches/{branch}/equipment/", STAFF),
    "branches:form": ("/branches/{branch}/edit/", OFFICE),
    "services:plans": ("/services/{service}/plans/", STAFF),
    "services:form": ("/services/{service}/edit/", OFFICE),
    "branches:list": ("/branches/", STAFF),
    "branches:record": ("/branches/{branch}/", STAFF),
    "recalls:list": ("/recalls/", STAFF),
    "recalls:record": ("/recalls/{recall}/", STAFF),
    "recalls:named": ("/recalls/{recall}/named/", STAFF),
    "branches:recalls": ("/branches/{branch}/recalls/", STAFF),
    "services:list": ("/services/", STAFF),
    "services:record": ("/services/{service}/", STAFF),
    "standards:list": ("/standards/", STAFF),
    "standards:record": ("/standards/{standard}/", STAFF),
    "standards:form": ("/standards/{standard}/edit/", OFFICE),
    "equipment:list": ("/equipment/", STAFF),
    "equipment:list, filtered": ("/equipment/?branch={branch}&status=missing", STAFF),
    "equipment:rows": ("/equipment/rows/", STAFF),
    "equipment:count": ("/equipment/count/", STAFF),
    "equipment:record": ("/equipment/{equipment}/", STAFF),
    "equipment:record, from a list": ("/equipment/{equipment}/?from=sort%3D-serial", STAFF),
    "equipment:timeline": ("/equipment/{equipment}/timeline/", STAFF),
    "equipment:form": ("/equipment/{equipment}/edit/", STAFF),
    "equipment:new": ("/equipment/new/", STAFF),
    "jobs:list": ("/jobs/", STAFF),
    "jobs:rows": ("/jobs/rows/", STAFF),
    "jobs:count": ("/jobs/count/", STAFF),
    "jobs:record": ("/jobs/{job}/", STAFF),
    "jobs:timeline": ("/jobs/{job}/timeline/", STAFF),
    "jobs:form": ("/jobs/{job}/edit/", STAFF),
    "jobs:goods": ("/jobs/{job}/goods/", STAFF),
    "jobs:bench": ("/jobs/{job}/bench/", STAFF),
    "jobs:bench_what_if": ("/jobs/{job}/bench/what-if/", STAFF),
    "jobs:week": ("/jobs/schedule/?week=2027-W01", STAFF),
    "jobs:week_board": ("/jobs/schedule/board/?week=2027-W01", STAFF),
    "jobs:booking": ("/jobs/{job}/booking/", OFFICE),
    "jobs:absences": ("/jobs/schedule/absences/", OFFICE),
    "jobs:skills": ("/jobs/schedule/skills/", OFFICE),
    "incidents:list": ("/incidents/", STAFF),
    "incidents:record": ("/incidents/{incident}/", STAFF),
    "incidents:certificates": ("/incidents/{incident}/certificates/", STAFF),
    "incidents:clients": ("/incidents/{incident}/clients/", STAFF),
    "equipment:calibration": ("/equipment/{equipment}/calibration/card/", STAFF),
    "jobs:schedule": ("/jobs/{job}/schedule/", OFFICE),
    "companies:jobs": ("/companies/{company}/jobs/", STAFF),
    "certificates:list": ("/certificates/", STAFF),
    "certificates:rows": ("/certificates/rows/", STAFF),
    "certificates:count": ("/certificates/count/", STAFF),
    "certificates:record": ("/certificates/{certificate}/", STAFF),
    "certificates:form": ("/certificates/{certificate_draft}/edit/", STAFF),
    "certificates:review": ("/certificates/review/", OFFICE),
    "certificates:review_rows": ("/certificates/review/rows/", OFFICE),
    "companies:certificates": ("/companies/{company}/certificates/", STAFF),
    "equipment:certificates": ("/equipment/{equipment}/certificates/", STAFF),
    "quotes:list": ("/quotes/", OFFICE),
    "quotes:rows": ("/quotes/rows/", OFFICE),
    "quotes:count": ("/quotes/count/", OFFICE),
    "quotes:record": ("/quotes/{quote}/", OFFICE),
    "quotes:form": ("/quotes/{draft}/edit/", OFFICE),
    "quotes:job": ("/quotes/{quote}/job/card/", OFFICE),
    "companies:quotes": ("/companies/{company}/quotes/", OFFICE),
    "quotes:owner": ("/quotes/{draft}/owner/", OFFICE),
    "visits:list": ("/visits/", OFFICE),
    "visits:list, filtered": ("/visits/?region=East&due_within=90", OFFICE),
    "visits:rows": ("/visits/rows/", OFFICE),
    "visits:count": ("/visits/count/", OFFICE),
    "visits:branch": ("/branches/{branch}/visit/", OFFICE),
    "visits:nearby": ("/branches/{branch}/visit/nearby/", OFFICE),
    "companies:tasks": ("/companies/{company}/tasks/", STAFF),
    "tasks:list": ("/tasks/", STAFF),
    "tasks:list, mine": ("/tasks/?whose=mine", STAFF),
    "tasks:rows": ("/tasks/rows/", STAFF),
    "tasks:record": ("/tasks/{task}/", STAFF),
    "tasks:form": ("/tasks/{task}/edit/", STAFF),
    "tasks:new": ("/tasks/new/", STAFF),
    "activity:list": ("/activity/", STAFF),
    "activity:rows": ("/activity/rows/", STAFF),
    "inbox": ("/inbox/", STAFF),
    "exports": ("/exports/", [*STAFF, *CLIENTS]),
    "equipment:export": ("/equipment/export/", STAFF),
    "profile": ("/accounts/profile/", STAFF),
    "sessions": ("/accounts/sessions/", STAFF),
    "portal:home": ("/portal/", CLIENTS),
    "portal:equipment": ("/portal/equipment/", CLIENTS),
    "portal:equipment, filtered": ("/portal/equipment/?branch={branch}", CLIENTS),
    "portal:equipment_rows": ("/portal/equipment/rows/", CLIENTS),
    "portal:equipment_detail": ("/portal/equipment/{equipment}/", CLIENTS),
    "portal:certificates": ("/portal/certificates/", CLIENTS),
    "portal:certificates, searched": ("/portal/certificates/?q=multimeter", CLIENTS),
    "portal:certificates_rows": ("/portal/certificates/rows/", CLIENTS),
    "portal:certificate_detail": ("/portal/certificates/{certificate}/", CLIENTS),
    "portal:scan": ("/portal/scan/?code=unknown", CLIENTS),
    "portal:packs": ("/portal/packs/", CLIENTS),
    "portal:pack_rows": ("/portal/packs/rows/", CLIENTS),
    "portal:proposals": ("/portal/proposals/", CLIENTS),
    "portal:proposal_change": ("/portal/equipment/{equipment}/proposal/", CLIENTS),
    "portal:proposal_new": ("/portal/proposals/new/", CLIENTS),
    "proposals:queue": ("/proposals/", OFFICE),
    "proposals:rows": ("/proposals/rows/", OFFICE),
    "portal:quotes": ("/portal/quotes/", CLIENTS),
    "portal:quotes_rows": ("/portal/quotes/rows/", CLIENTS),
    "portal:quote_detail": ("/portal/quotes/{quote}/", CLIENTS),
    "portal:jobs": ("/portal/jobs/", CLIENTS),
    "portal:jobs_rows": ("/portal/jobs/rows/", CLIENTS),
    "portal:job_detail": ("/portal/jobs/{job}/", CLIENTS),
    "portal:requests": ("/portal/requests/", CLIENTS),
    "portal:request_detail": ("/portal/requests/{request}/", CLIENTS),
    "portal:request_new": ("/portal/requests/new/?due=90", CLIENTS),
    "portal:notices": ("/portal/notices/", CLIENTS),
    "portal:notice": ("/portal/notices/{notice}/", CLIENTS),
    "portal:documents": ("/portal/documents/", CLIENTS),
    "portal:messages": ("/portal/messages/", CLIENTS),
    "portal:users": ("/portal/users/", ["company"]),
    "companies:notices": ("/companies/{company}/notices/", OFFICE),
}
ROWS = 60  # more than a page: a list counts them, too


class Counter:
    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        if not FREE.match(str(sql)):
            self.statements.append(str(sql))
        return execute(sql, params, many, context)


@pytest.fixture
def filled(world: World) -> World:
    owner = "owner"
    Company.objects.using(owner).bulk_create(Company(name=f"Filler {n}") for n in range(ROWS))
    Service.objects.using(owner).bulk_create(Service(name=f"Filler {n}") for n in range(ROWS))
    for company in (world.aster, world.corona):
        Branch.objects.using(owner).bulk_create(
            Branch(company=company, name=f"Filler {n}") for n in range(ROWS)
        )
    Equipment.objects.using(owner).bulk_create(
        Equipment(
            company=world.aster, branch=world.north, description=f"Filler {n}", status="missing"
        )
        for n in range(ROWS)
    )
    Job.objects.using(owner).bulk_create(
        Job(
            company=world.aster,
            branch=world.north,
            number=f"JOB-{n}",
            title=f"Filler {n}",
            technician=world.staff[Role.TECHNICIAN],
        )
        for n in range(ROWS)
    )
    own, author = world.jobs["own"], world.staff[Role.TECHNICIAN]
    Certificate.objects.using(owner).bulk_create(
        Certificate(
            company=world.aster,
            branch=world.north,
            job=own,
            item_id=-1000 - n,
            client_name=f"Filler {n}",
            place="Here",
            description="Multimeter",
            method="By hand",
            performed_on=date(2026, 1, 5),
            promised_on=date(2026, 1, 9),
            author=author,
            author_name=author.name,
            token=f"filler-{n}",
        )
        for n in range(ROWS)
    )
    return world


def queries(client: Client, path: str) -> list[str]:
    client.get(path)  # what is read once per process is read here
    counter = Counter()
    with connection.execute_wrapper(counter):
        assert client.get(path).status_code == 200
    return counter.statements


@pytest.mark.parametrize("who", [*STAFF, *CLIENTS])
def test_pages_make_the_queries_of_their_budget(
    filled: World, sign_in: Callable[[User], Client], who: str
) -> None:
    people = {
        "office": filled.people["management"],
        "technician": filled.people["technician"],
        "company": filled.alice,
        "branch": filled.bob,
    }
    ids = {
        "company": filled.aster.pk,
        "branch": filled.north.pk,
        "task": filled.tasks["technician"].pk,
        "service": filled.service.pk,
        "recall": filled.recalls[0],
        "standard": filled.standard.pk,
        "incident": filled.incidents[0],
        "notice": filled.notices["own"].pk,
        "equipment": filled.equipment[0].pk,
        "job": filled.jobs["own"].pk,
        "quote": filled.quotes["sent"].pk,
        "request": filled.requests["own"].pk,
        "draft": filled.quotes["draft"].pk,
        "certificate": filled.certificates["own"].pk,
        "certificate_draft": filled.certificates["draft"].pk,
    }
    client = sign_in(people[who])
    found = {
        f"{name}:{who}": len(queries(client, path.format(**ids)))
        for name, (path, readers) in PAGES.items()
        if who in readers
    }
    assert found == {name: most for name, most in BUDGET.items() if name.endswith(f":{who}")}


def test_the_budget_names_no_page_that_is_gone() -> None:
    assert BUDGET.keys() == {
        f"{name}:{who}" for name, (_, people) in PAGES.items() for who in people
    }
