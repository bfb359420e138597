"""The full size, before a row is written."""

import subprocess
import sys
from statistics import median

from demo.outline.seats import seats
from demo.world import World

# The loader may use 1 GB; the server and its buffers are not in it.
LIMIT_KB = 1_000_000
# Enough to see whether a table is streamed: a list of all its rows would be made first.
WALK = """
import django; django.setup()
from datetime import date
from itertools import islice
from demo.tables import TABLES
from demo.volumes import SCALES
from demo.world import World
world = World(SCALES["full"], 1, date(2026, 7, 1))
for table in TABLES:
    if not table.name.endswith("_grants"):
        rows = sum(1 for _ in islice(table.rows(world), 500))
        few = ("absences", "holidays", "incidents", "recall_mails", "skills", "standards")
        assert rows > 100 or table.name in few, table.name
# Not `ru_maxrss`: that begins at what the process before this one had.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def test_companies_are_of_very_different_size(full: World) -> None:
    sizes = [company.instruments for company in full.companies]
    assert len(sizes) == 10_000
    assert sum(sizes) == 300_000
    assert max(sizes) == 5_000
    assert sizes.count(5_000) == 1
    assert median(sizes) <= 12
    assert sizes.count(0) > 100


def test_branches_from_one_to_sixty(full: World) -> None:
    counts = [len(company.branch_ids) for company in full.companies]
    assert sum(counts) == 30_000
    assert min(counts) == 1
    assert max(counts) == 60
    assert counts.count(1) > 1_000
    assert counts.count(60) >= 3
    assert sum(full.contacts_of_branch) + len(counts) == 60_000


def test_names_are_various(full: World) -> None:
    names = [company.name for company in full.companies]
    assert len(set(names)) == len(names)
    assert min(map(len, names)) <= 3
    assert max(map(len, names)) > 100
    assert sum(not name.isascii() for name in names) > 1_000


def test_instruments_come_after_their_company(full: World) -> None:
    assert sum(delivery.instruments for delivery in full.deliveries) == 300_000
    assert all(d.days_ago <= d.company.days_ago for d in full.deliveries)
    assert all(d.branch_id in d.company.branch_ids for d in full.deliveries)


def test_client_accounts(full: World) -> None:
    taken = list(seats(full))
    assert len(taken) == 50_000
    assert len({seat.user_id for seat in taken}) == 50_000
    assert sum(len(seat.companies) > 1 for seat in taken) > 100
    for seat in taken:
        assert bool(seat.branch_ids) <= (len(seat.companies) == 1)
        assert set(seat.branch_ids) <= set(seat.companies[0].branch_ids)


def test_full_size_is_streamed() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", WALK], capture_output=True, text=True, check=True
    )
    assert int(answer.stdout) < LIMIT_KB / 2
