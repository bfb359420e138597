"""`/metrics`: read by the Prometheus client's own parser."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.watch.counters import all_counts
from realsync.watch.signs import show_sign
from realsync.watch.totals import totals_in
from tests.dashboards.counted import by_owner, count_again
from tests.database import as_worker
from tests.world import World

SignIn = Callable[[User], Client]
Read = dict[str, dict[tuple[str, ...], float]]
WITH_TOKEN = {"Authorization": "Bearer a-key-of-the-scraper"}


def read(text: str) -> Read:
    """By name, and by the values of the labels."""
    found: Read = {}
    for family in text_string_to_metric_families(text):
        assert family.type in ("counter", "gauge", "histogram", "summary"), family
        for sample in family.samples:
            key = tuple(value for _name, value in sorted(sample.labels.items()))
            found.setdefault(sample.name, {})[key] = sample.value
    return found


@pytest.fixture
def scrape(settings: LazySettings) -> Callable[[], Read]:
    settings.METRICS_TOKEN = "a-key-of-the-scraper"

    def ask() -> Read:
        answer = Client().get("/metrics", headers=WITH_TOKEN)
        assert answer.status_code == 200
        return read(answer.content.decode())

    return ask


def test_what_was_asked_and_how_the_house_is(
    world: World, restored: None, sign_in: SignIn, scrape: Callable[[], Read]
) -> None:
    count_again()
    by_owner("UPDATE view_health SET refreshed_at = now() - interval '7 minutes'")
    by_owner("INSERT INTO outbox (task, queue, args) VALUES ('x', 'quick', '[]')")
    with as_worker():
        assert show_sign("beat")
    before = scrape()
    client = sign_in(world.staff[Role.SALES])
    for _time in range(3):
        assert client.get("/companies/").status_code == 200
    assert client.get("/companies/999999999/").status_code == 404
    now = scrape()

    def more(name: str, *labels: str) -> float:
        return now[name][labels] - before.get(name, {}).get(labels, 0)

    assert more("realsync_request_seconds_count", "GET", "companies:list") == 3
    assert more("realsync_answers_total", "404") == 1
    assert more("realsync_sql_statements_total") >= 10
    assert now["realsync_outbox_waiting"][()] == 1
    assert 7 * 60 <= now["realsync_view_age_seconds"][("mv_system_stats",)] < 8 * 60
    assert now["realsync_sign_age_seconds"][("beat",)] < 60
    assert 0 < now["realsync_postgresql_connections"][()] <= 200
    assert now["realsync_postgresql_connections_limit"][()] == 60
    assert now["realsync_database_up"][()] == 1
    assert now["realsync_disk_free_bytes"][()] > 0


def test_who_may_read_it(world: World, sign_in: SignIn, settings: LazySettings) -> None:
    """The roles stand in tests/guards/answers.txt."""
    assert Client().get("/metrics", headers=WITH_TOKEN).status_code == 404, "no token is set"
    settings.METRICS_TOKEN = "another"
    assert Client().get("/metrics", headers=WITH_TOKEN).status_code == 404
    settings.METRICS_LOOPBACK = True
    assert Client().get("/metrics").status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.7").get("/metrics").status_code == 404


# Of one process: three requests begun, one answered, then gone as by kill -9.
DIES = """
import os
from realsync.watch.counters import ANSWERS, BEGUN, REQUESTS, STEPS
BEGUN.inc(3)
ANSWERS.labels(200).inc()
REQUESTS.labels("home", "GET").observe(0.25)
os.kill(os.getpid(), 9)
"""
COUNTS = """
import sys
from realsync.watch.counters import all_counts, count_lost_with
from realsync.watch.totals import totals_in
for pid in sys.argv[1:]:
    count_lost_with(int(pid))
print(totals_in(all_counts()))
"""


def test_counts_outlive_their_process_and_what_it_left_unanswered_has_failed(
    tmp_path: Path,
) -> None:
    told = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "counts")}

    dead = [subprocess.Popen([sys.executable, "-c", DIES], env=told) for _process in range(2)]
    assert [process.wait(30) for process in dead] == [-signal.SIGKILL] * 2
    pids = [str(process.pid) for process in dead]
    for _once_more in range(2):
        command = [sys.executable, "-c", COUNTS, *pids]
        said = subprocess.run(command, env=told, capture_output=True, text=True, timeout=30)
        expected = "Totals(requests=6, failed=4, steps=(0, 0, 0, 0, 0, 0, 0, 2,"
        assert said.stdout.startswith(expected), said.stderr


def test_what_browsers_had_kept_is_counted_and_nonsense_is_not(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in(world.alice)

    def tell(body: object) -> int:
        address = "/freshness/counts/"
        return client.post(address, body, content_type="application/json").status_code

    good = {"fresh": 8, "stale": 1, "missing": 1, "dirty": 0}
    before = totals_in(all_counts())
    assert tell(good) == 204
    wrong: list[object] = [[], {}, "{"]
    wrong += [good | each for each in ({"dirty": -1}, {"fresh": True}, {"x": 1})]
    for bad in wrong:
        assert tell(bad) == 400, bad
    told = totals_in(all_counts()).since(before)
    assert (told.opened, told.kept, told.kept_percent) == (10, 9, 90)
