"""`make run` ended in the middle of things. The deadlines leave room for a machine that is busy."""

import os
import signal
import time

import pytest

from realsync.embedded.folder import ROOT
from tests.run.house import House

START_SECONDS = 60


def test_stopping_while_it_starts_leaves_nothing(house: House) -> None:
    house.start()
    house.wait_for("Making the tables", seconds=30)
    assert house.interrupt() == 0
    assert house.processes() == {}


def test_after_kill_9_the_next_start_works(lived_in_house: House) -> None:
    """Of the command alone, then of everything."""
    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=START_SECONDS)
    assert lived_in_house.process is not None
    lived_in_house.process.kill()
    lived_in_house.process.wait(timeout=20)
    assert lived_in_house.processes(), "web, worker, beat and servers outlive it"

    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=START_SECONDS)
    lived_in_house.kill()
    assert lived_in_house.processes() == {}

    lived_in_house.start()
    lived_in_house.wait_until_ready(seconds=START_SECONDS)
    assert lived_in_house.status("accounts/login/") == 200
    what_dies_is_started_again(lived_in_house)
    assert lived_in_house.interrupt() == 0
    assert lived_in_house.processes() == {}


def what_dies_is_started_again(house: House) -> None:
    for part, sign, sentence in (
        ("postgres -D", "/data", "PostgreSQL stopped"),
        ("redis-server 127", "", "Redis stopped"),
        ("realsync.celery worker", "", "The worker stopped"),
        ("realsync.celery beat", "", "The beat stopped"),
        ("realsync.serving.configuration", "", "The web stopped"),
    ):
        os.kill(house.first(part, sign), signal.SIGKILL)
        house.wait_for(sentence, seconds=20)
    _until_it_answers(house)


@pytest.mark.parametrize("script", ["run", "environment", "programs"])
def test_scripts_can_be_run(script: str) -> None:
    assert os.access(ROOT / ".ci" / script, os.X_OK)


def _until_it_answers(house: House) -> None:
    for _ in range(100):
        try:
            if house.status("accounts/login/") == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(house.words())
