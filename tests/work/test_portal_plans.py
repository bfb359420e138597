"""A client's lists of quotes and visits read their order from an index, also behind a cursor."""

import pytest
from django.db import connections

from jobs.quotes.tables import PORTAL_QUOTES
from jobs.work.tables import PORTAL_JOBS
from realsync.lists.listing import Listing
from tests.equipment.test_plans import plan
from tests.world import World

MANY = 3000
FILL = (
    """INSERT INTO jobs (company_id, branch_id, number, title, status, priority, technician_id,
                          starts_at, ends_at, created_at, updated_at, company_name)
       SELECT %(company)s, %(branch)s, 'JOB-' || n, 'Visit', s.status, 'normal', NULL, NULL, NULL,
              now() - n * interval '1 hour', now(), ''
       FROM generate_series(1, %(many)s) n,
            LATERAL (SELECT (ARRAY['new', 'invoiced'])[1 + n %% 2] AS status) s""",
    """INSERT INTO quotes (company_id, branch_id, number, title, status, owner_id, valid_until,
                            sent_at, created_at, updated_at, company_name)
       SELECT %(company)s, %(branch)s, 'QTE-' || n, 'Quote', 'expired', %(owner)s, current_date,
              now(), now(), now(), ''
       FROM generate_series(1, %(many)s) n""",
    "ANALYZE jobs, quotes",
)


@pytest.fixture
def many(world: World, restored: None) -> World:
    values = {
        "company": world.aster.pk, "branch": world.north.pk, "many": MANY,
        "owner": world.quotes["sent"].owner_id,
    }  # fmt: skip
    with connections["owner"].cursor() as cursor:
        for statement in FILL:
            cursor.execute(statement, values if "%(" in statement else None)
    return world


@pytest.mark.parametrize("listing", [PORTAL_QUOTES, PORTAL_JOBS], ids=lambda each: each.name)
@pytest.mark.parametrize("who", ["alice", "bob"])
@pytest.mark.parametrize("deep", [False, True])
def test_no_list_sorts(many: World, listing: Listing, who: str, deep: bool) -> None:
    nodes = plan(listing, getattr(many, who), "", deep=deep)
    kinds = {node["Node Type"] for node in nodes if node.get("Relation Name") != "branches"}
    assert not kinds & {"Seq Scan", "Sort", "Incremental Sort", "Bitmap Heap Scan"}
