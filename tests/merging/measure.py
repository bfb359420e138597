"""How long the largest company takes: `pytest -s tests/merging/measure.py`. It asserts no time."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from django.db import connections

from companies.actions.merge import merge, undo_merge
from companies.actions.retire import restore, retire
from companies.models import Company
from realsync.accounts.models import User
from tests.merging.conftest import acting, owned
from tests.world import World

INSTRUMENTS = 5_000
BRANCHES = 40
FILL = """
WITH places AS (
    INSERT INTO branches (company_id, name)
    SELECT %(company)s, 'Branch ' || n FROM generate_series(1, %(branches)s) n RETURNING id
), numbered AS (
    SELECT id, row_number() OVER () - 1 AS place FROM places
), made AS (
    INSERT INTO equipment (company_id, branch_id, description, manufacturer, model, serial,
                           specification)
    SELECT %(company)s, p.id, 'Multimeter ' || n, 'Fluke', '87V', %(prefix)s || n, '{}'
    FROM generate_series(1, %(instruments)s) n
    JOIN numbered p ON p.place = n %% %(branches)s
    RETURNING id, branch_id
), planned AS (
    INSERT INTO calibration_plans (company_id, branch_id, equipment_id, service_id, last_on,
                                   next_due_on)
    SELECT %(company)s, m.branch_id, m.id, %(service)s, current_date - (m.id %% 300)::int,
           current_date + (m.id %% 100)::int
    FROM made m
)
INSERT INTO notes (entity_type, entity_id, company_id, text, author_id, kind, audience)
SELECT 'company', %(company)s, NULL, 'Note ' || n, %(author)s, 'note', 'staff'
FROM generate_series(1, 50) n
"""


@contextmanager
def timed(what: str) -> Iterator[None]:
    begun = perf_counter()
    yield
    print(f"\n{what}: {perf_counter() - begun:.2f} s", end="")


def filled(world: World, author: User, name: str, prefix: str) -> Company:
    company = Company.objects.using("owner").create(name=name)
    given: dict[str, str | int] = {
        "company": company.pk,
        "branches": BRANCHES,
        "instruments": INSTRUMENTS,
        "prefix": prefix,
        "service": world.service.pk,
        "author": author.pk,
    }
    with connections["owner"].cursor() as cursor:
        cursor.execute(FILL, given)
        cursor.execute("ANALYZE")
    return company


def test_how_long_it_takes(world: World, sales: User) -> None:
    big = filled(world, sales, "Big", "A")
    other = filled(world, sales, "Other", "B")
    twin = filled(world, sales, "Twin", "A")
    with timed(f"retire {INSTRUMENTS} instruments"):
        acting(sales, retire, record=big, version=1)
    with timed("restore them"):
        acting(sales, restore, record=big, version=2)
    for what, second in (("other serials", other), ("the same serials", twin)):
        versions = (owned(big).version, owned(second).version)
        with timed(f"merge {INSTRUMENTS} into {INSTRUMENTS}, {what}"):
            done = acting(sales, merge, kept=big, other=second, versions=versions, chosen={})
        with timed("undo it"):
            acting(sales, undo_merge, merge=done)
