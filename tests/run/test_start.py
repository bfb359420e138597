"""`make run` as a newcomer types it. The deadlines leave room for a machine that is busy."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request

import pytest
from prometheus_client.parser import text_string_to_metric_families

from realsync.embedded.folder import ROOT
from tests.outbox.crew import wait_until
from tests.run.house import House

FIRST_START_SECONDS = 60
SECOND_START_SECONDS = 60


def test_first_start_then_ctrl_c_then_second_start(house: House) -> None:
    house.start(METRICS_TOKEN="key", LOG_FORMAT="json")
    first = house.wait_until_ready(seconds=FIRST_START_SECONDS)
    assert f"http://127.0.0.1:{house.port}/" in house.words()
    assert house.words().count("@demo.example") == 8, "one account per role"
    assert house.status("accounts/login/") == 200
    assert house.status("metrics") == 404
    wait_until(lambda: {"web", "worker", "beat"} == who_counts(house), 40)
    for who in ("web", "worker", "beat"):
        lines = (house.var / "log" / f"{who}.log").read_text().splitlines()
        # As root, Celery warns the terminal before anything of ours speaks.
        said = [line for line in lines if line.startswith("{") or who != "worker"]
        assert all(json.loads(line)["event"] for line in said)
    purged = house.run("purge", "--dry-run")
    assert purged.returncode == 0, purged.stderr
    assert "idempotency_keys" in purged.stdout
    assert house.interrupt() == 0
    assert house.processes() == {}

    house.start()
    second = house.wait_until_ready(seconds=SECOND_START_SECONDS)
    print(f"ready after {first:.1f} s, the second time after {second:.1f} s")
    assert "Loading" not in house.words()
    assert house.interrupt(signal.SIGTERM) == 0
    assert house.processes() == {}


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


def test_a_closed_terminal_stops_it(lived_in_house: House) -> None:
    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=SECOND_START_SECONDS)
    assert lived_in_house.interrupt(signal.SIGHUP) == 0
    assert lived_in_house.processes() == {}


def test_stopping_while_it_starts_leaves_nothing(house: House) -> None:
    house.start()
    house.wait_for("Making the tables", seconds=30)
    assert house.interrupt() == 0
    assert house.processes() == {}


def test_after_kill_9_while_it_starts_the_next_start_works(house: House) -> None:
    house.start()
    house.wait_for("Making the tables", seconds=30)
    house.kill()
    house.start()
    house.wait_until_ready(seconds=FIRST_START_SECONDS)
    assert house.interrupt() == 0
    assert house.processes() == {}


def test_after_kill_9_of_everything_the_next_start_works(lived_in_house: House) -> None:
    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=SECOND_START_SECONDS)
    lived_in_house.kill()
    assert lived_in_house.processes() == {}

    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=30)
    assert lived_in_house.status("accounts/login/") == 200
    lived_in_house.interrupt()


def test_after_kill_9_of_the_command_the_next_start_clears_up(lived_in_house: House) -> None:
    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=SECOND_START_SECONDS)
    assert lived_in_house.process is not None
    lived_in_house.process.kill()
    lived_in_house.process.wait(timeout=20)
    left = set(lived_in_house.processes())
    assert left, "web, worker, beat and servers outlive it"

    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=30)
    lived_in_house.interrupt()
    assert lived_in_house.processes() == {}


def test_what_dies_is_started_again(lived_in_house: House) -> None:
    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=SECOND_START_SECONDS)
    for part, sign, sentence in (
        ("postgres -D", "/data", "PostgreSQL stopped"),
        ("redis-server 127", "", "Redis stopped"),
        ("realsync.celery worker", "", "The worker stopped"),
        ("realsync.celery beat", "", "The beat stopped"),
        ("realsync.serving.configuration", "", "The web stopped"),
    ):
        os.kill(_first(lived_in_house, part, sign), signal.SIGKILL)
        lived_in_house.wait_for(sentence, seconds=20)
    lived_in_house.wait_for("The web stopped", seconds=10)
    _until_it_answers(lived_in_house)
    assert lived_in_house.interrupt() == 0
    assert lived_in_house.processes() == {}


def test_servers_are_not_told_the_owners_address(lived_in_house: House) -> None:
    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=SECOND_START_SECONDS)
    by_name = {
        name: _environment(_first(lived_in_house, name, ""))
        for name in ("realsync.serving.configuration", "celery worker", "celery beat")
    }
    lived_in_house.interrupt()
    for told in by_name.values():
        assert "DATABASE_OWNER_URL" not in told
        assert "realsync_owner" not in "".join(told.values())
    assert beats(lived_in_house), "its sign of life is fresh"
    web = by_name["realsync.serving.configuration"]
    assert web["DATABASE_URL"].startswith("postgresql://realsync_web:")
    assert "realsync_worker" not in "".join(web.values())
    worker = by_name["celery worker"]
    assert worker["DATABASE_URL"].startswith("postgresql://realsync_worker:")


def test_commands_by_hand_find_the_servers_and_a_second_run_says_where_it_is(
    lived_in_house: House,
) -> None:
    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=SECOND_START_SECONDS)
    addresses = lived_in_house.var / "dev.env"
    assert addresses.stat().st_mode & 0o777 == 0o600
    by_hand = lived_in_house.run("migrate", "--check")
    again = lived_in_house.run("dev")
    lived_in_house.interrupt()
    assert by_hand.returncode == 0, by_hand.stderr
    assert again.returncode == 1
    assert f"already runs from {lived_in_house.var}" in again.stderr
    assert f":{lived_in_house.port}/" in again.stderr
    assert not addresses.exists()


@pytest.mark.parametrize("script", ["run", "environment", "programs"])
def test_scripts_can_be_run(script: str) -> None:
    assert os.access(ROOT / ".ci" / script, os.X_OK)


def beats(house: House) -> bool:
    asked = [sys.executable, "-m", "realsync.serving.beat"]
    return (
        subprocess.run(asked, cwd=ROOT, env=house.told(), timeout=60, check=False).returncode == 0
    )


def _first(house: House, part: str, sign: str) -> int:
    """The leader, which is older than its children."""
    found = [pid for pid, line in house.processes().items() if part in line and sign in line]
    assert found, f"no {part} among {house.processes()}"
    return min(found)


def _environment(pid: int) -> dict[str, str]:
    with open(f"/proc/{pid}/environ") as told:
        return dict(line.partition("=")[::2] for line in told.read().split("\0") if line)


def _until_it_answers(house: House) -> None:
    for _ in range(100):
        try:
            if house.status("accounts/login/") == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(house.words())
