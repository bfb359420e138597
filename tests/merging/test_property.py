"""Whatever the world looks like: a merge that is undone leaves every row as it was."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companies.actions.merge import merge, undo_merge
from companies.models import Branch, Company, Contact
from equipment.models import CalibrationPlan, Equipment, Service
from tests.made.people import grant_branch, grant_company
from tests.merging.conftest import acting, document, note
from tests.world import World

TABLES = (
    "companies", "branches", "contacts", "equipment", "calibration_plans", "notes", "documents",
    "company_grants", "branch_grants",
)  # fmt: skip
MOVED_BY_TRIGGER = "'{version,updated_at}'::text[]"
DAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Gauge:
    company: int
    branch: int
    serial: str
    active: bool
    # Of each service: days since it was calibrated, and whether the plan is active.
    plans: tuple[tuple[int, bool] | None, ...]


@dataclass(frozen=True)
class Sketch:
    gauges: list[Gauge]
    contacts: list[tuple[int, int | None]]
    grants: list[tuple[int, int, int]]  # person, company, branch or -1
    texts: list[tuple[str, str]]  # of the two companies: name, tax number
    chosen: list[bool]


PLANS = st.one_of(st.none(), st.tuples(st.integers(0, 3), st.booleans()))
GAUGES = st.builds(
    Gauge,
    company=st.integers(0, 2),
    branch=st.integers(0, 1),
    serial=st.sampled_from(["", "1", "2"]),
    active=st.booleans(),
    plans=st.tuples(PLANS, PLANS),
)
SKETCHES = st.builds(
    Sketch,
    # One serial once in each company, as the database demands.
    gauges=st.lists(GAUGES, max_size=7, unique_by=lambda g: (g.company, g.serial or id(g))),
    contacts=st.lists(
        st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(0, 1))), max_size=3
    ),
    grants=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(-1, 1)), max_size=5, unique=True
    ),
    texts=st.lists(
        st.tuples(st.sampled_from(["A", "B"]), st.sampled_from(["", "7"])), min_size=2, max_size=2
    ),
    chosen=st.lists(st.booleans(), min_size=2, max_size=2),
)


def drawn(sketch: Sketch, world: World) -> list[Company]:
    """Three companies of two branches each; the third is nobody's twin."""
    texts = [*sketch.texts, ("Third", "")]
    companies = [_saved(Company(name=name, tax_number=tax)) for name, tax in texts]
    branches = [[_saved(Branch(company=c, name=f"{c.pk}-{n}")) for n in (0, 1)] for c in companies]
    services = [world.service, _saved(Service(name="Other"))]
    for gauge in sketch.gauges:
        _draw(gauge, branches[gauge.company][gauge.branch], services, world)
    for company, branch in sketch.contacts:
        place = None if branch is None else branches[company][branch]
        _saved(Contact(company=companies[company], branch=place, name="Ann"))
    for person, company, branch in sketch.grants:
        who = (world.frank, world.dana)[person]
        if branch < 0:
            grant_company(who, companies[company])
        else:
            grant_branch(who, branches[company][branch])
    for company in companies:
        note(company, world.people["sales"], "Hello")
    return companies


def _draw(gauge: Gauge, branch: Branch, services: list[Service], world: World) -> None:
    instrument = _saved(
        Equipment(
            company_id=branch.company_id,
            branch=branch,
            description="Gauge",
            serial=gauge.serial,
            is_active=gauge.active,
        )
    )
    document(instrument, "Manual")
    for service, made in zip(services, gauge.plans, strict=True):
        if made:
            last_on = DAY - timedelta(days=made[0])
            _saved(
                CalibrationPlan(
                    company_id=branch.company_id,
                    branch=branch,
                    equipment=instrument,
                    service=service,
                    last_on=last_on,
                    next_due_on=last_on + timedelta(days=365),
                    is_active=made[1],
                )
            )


def _saved(row: Any) -> Any:
    row.save(using="owner")
    return row


def rows() -> dict[str, dict[int, str]]:
    """Table -> id -> the row, but for what any write moves."""
    with connections["owner"].cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(
                f"SELECT id, (to_jsonb(t) - {MOVED_BY_TRIGGER})::text FROM {table} t ORDER BY id"
            )
            found[table] = dict(cursor.fetchall())
    return found


def of_company(everything: dict[str, dict[int, str]], pk: int) -> dict[str, dict[int, str]]:
    mark = f'"company_id": {pk},'
    return {
        table: {key: text for key, text in lines.items() if mark in text}
        for table, lines in everything.items()
    }


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(sketch=SKETCHES)
def test_merged_and_undone_is_as_before(world: World, restored: None, sketch: Sketch) -> None:
    companies = drawn(sketch, world)
    kept, other, third = companies
    before = rows()
    chosen = {
        name: "other" if other_one else "kept"
        for name, other_one in zip(("field-name", "field-tax_number"), sketch.chosen, strict=True)
    }
    sales = world.people["sales"]
    versions = (1, 1)
    done = acting(sales, merge, kept=kept, other=other, versions=versions, chosen=chosen)
    between = rows()
    assert of_company(between, third.pk) == of_company(before, third.pk)
    assert between["equipment"].keys() == before["equipment"].keys()
    left = of_company(between, other.pk)
    assert not any(left[table] for table in ("branches", "contacts", "equipment", "notes"))
    undone = acting(sales, undo_merge, merge=done)
    assert undone.stay == 0
    assert rows() == before


def test_the_comparison_sees_a_difference(world: World) -> None:
    before = rows()
    with transaction.atomic("owner"):
        Contact.objects.using("owner").filter(pk=world.contact.pk).update(phone="1")
    assert rows() != before
