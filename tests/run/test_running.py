"""A second start, and what is true while it runs; a closed terminal ends it."""

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from realsync.embedded.folder import ROOT
from tests.outbox.crew import wait_until
from tests.run.house import House

SHOW = "import os; print(os.environ['DATABASE_OWNER_URL'], os.environ['REDIS_URL'])"


@pytest.fixture(scope="module")
def running(lived_in_house: House) -> Iterator[House]:
    for log in (lived_in_house.var / "log").glob("*.log"):
        log.unlink()
    lived_in_house.start(METRICS_TOKEN="key", LOG_FORMAT="json")
    lived_in_house.wait_until_ready(seconds=60)
    yield lived_in_house
    assert lived_in_house.interrupt(signal.SIGHUP) == 0
    assert lived_in_house.processes() == {}
    assert not (lived_in_house.var / "dev.env").exists()


def test_a_second_start_loads_nothing(running: House) -> None:
    assert f"http://127.0.0.1:{running.port}/" in running.words()
    assert running.words().count("@demo.example") == 8, "one account per role"
    assert "Loading" not in running.words()
    assert running.status("accounts/login/") == 200


def test_servers_are_not_told_the_owners_address(running: House) -> None:
    by_name = {
        name: _environment(running.first(name))
        for name in ("realsync.serving.configuration", "celery worker", "celery beat")
    }
    for told in by_name.values():
        assert "DATABASE_OWNER_URL" not in told
        assert "realsync_owner" not in "".join(told.values())
    assert beats(running), "its sign of life is fresh"
    web = by_name["realsync.serving.configuration"]
    assert web["DATABASE_URL"].startswith("postgresql://realsync_web:")
    assert "realsync_worker" not in "".join(web.values())
    worker = by_name["celery worker"]
    assert worker["DATABASE_URL"].startswith("postgresql://realsync_worker:")


def test_commands_by_hand_find_the_servers_and_a_second_run_says_where_it_is(
    running: House,
) -> None:
    assert (running.var / "dev.env").stat().st_mode & 0o777 == 0o600
    by_hand = running.run("migrate", "--check")
    assert by_hand.returncode == 0, by_hand.stderr
    again = running.run("dev")
    assert again.returncode == 1
    assert f"already runs from {running.var}" in again.stderr
    assert f":{running.port}/" in again.stderr


def test_servers_of_others_are_used_and_left_running(running: House) -> None:
    before = set(running.processes())
    beside = running.run("with_servers", "--", sys.executable, "-c", SHOW)
    assert before <= set(running.processes())
    told = (running.var / "dev.env").read_text()
    for address in beside.stdout.split():
        assert address in told


def test_every_process_counts_and_old_rows_can_be_purged(running: House) -> None:
    assert running.status("metrics") == 404
    wait_until(lambda: {"web", "worker", "beat"} == who_counts(running), 40)
    for who in ("web", "worker", "beat"):
        lines = (running.var / "log" / f"{who}.log").read_text().splitlines()
        # As root, Celery warns the terminal before anything of ours speaks.
        said = [line for line in lines if line.startswith("{") or who != "worker"]
        assert all(json.loads(line)["event"] for line in said)
    purged = running.run("purge", "--dry-run")
    assert purged.returncode == 0, purged.stderr
    assert "idempotency_keys" in purged.stdout


def who_counts(house: House) -> set[str]:
    """Of all processes, as one of the web tells it."""
    counts = {
        "realsync_request_seconds_count": "web",
        "realsync_tasks_total": "worker",
        "realsync_beat_sent_total": "beat",
    }
    request = urllib.request.Request(
        f"http://127.0.0.1:{house.port}/metrics", headers={"Authorization": "Bearer key"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        families = list(text_string_to_metric_families(answer.read().decode()))
    names = {sample.name for family in families for sample in family.samples}
    return {who for name, who in counts.items() if name in names}


def beats(house: House) -> bool:
    asked = [sys.executable, "-m", "realsync.serving.beat"]
    return (
        subprocess.run(asked, cwd=ROOT, env=house.told(), timeout=60, check=False).returncode == 0
    )


def _environment(pid: int) -> dict[str, str]:
    with open(f"/proc/{pid}/environ") as told:
        return dict(line.partition("=")[::2] for line in told.read().split("\0") if line)
