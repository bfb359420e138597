"""Each alert is raised once by a planted fault, and cleared when that is mended."""

import os
from collections.abc import Callable
from contextlib import ExitStack

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connections

from dashboards.background import watch
from dashboards.watch.rules import RULES
from dashboards.watch.silence import notice_silence
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.inbox.models import InboxItem
from realsync.watch.counters import ANSWERS, OPENED, REQUESTS
from realsync.watch.models import Alert, Sample
from realsync.watch.signs import show_sign
from tasks.choices import TaskStatus
from tasks.models import Task
from tests.dashboards.counted import by_owner, count_again
from tests.database import as_worker
from tests.world import World

Mend = Callable[[], object]


def look() -> set[str]:
    """What the beat has the worker do each minute; the alerts that are up then."""
    with as_worker():
        watch()
    return set(Alert.objects.using("owner").values_list("pk", flat=True))


def at_work(name: str) -> None:
    """And for an hour to come, however slow this machine is."""
    with as_worker():
        assert show_sign(name)
    by_owner("UPDATE signs_of_life SET seen_at = now() + interval '1 hour' WHERE name = %s", name)


@pytest.fixture
def quiet(world: World, restored: None) -> World:
    """A house in which all is well."""
    count_again()
    for name in ("beat", "worker"):
        at_work(name)
    stuck_before_it_began = stuck()
    assert look() == set(), "a house that begins is not judged"
    stuck_before_it_began()
    time_passes()
    assert look() == set()
    time_passes()
    return world


def time_passes() -> None:
    """More than alerts look back, and stand at least."""
    # By way of another day: each minute is there once, also while they move.
    by_owner("UPDATE operations_samples SET taken_at = taken_at - interval '1 day'")
    by_owner("UPDATE operations_samples SET taken_at = taken_at + interval '1434 minutes'")
    by_owner("UPDATE alerts SET raised_at = raised_at - interval '11 minutes'")


def slow() -> Mend:
    for _page in range(30):
        REQUESTS.labels("companies:list", "GET").observe(0.9)
    return lambda: None


def failing() -> Mend:
    ANSWERS.labels(200).inc(30)
    ANSWERS.labels(500).inc(2)
    return lambda: None


def forgetful() -> Mend:
    OPENED.labels("fresh").inc(100)
    OPENED.labels("missing").inc(150)
    return lambda: None


def connected(number: int, name: str) -> Mend:
    address = os.environ["DATABASE_URL"].rpartition("/")[0]
    here = f"{address}/{connections['owner'].settings_dict['NAME']}"
    open_ones = ExitStack()
    for _each in range(number):
        open_ones.enter_context(psycopg.connect(here, application_name=name))
    return open_ones.close


def old_views() -> Mend:
    by_owner("UPDATE view_health SET refreshed_at = now() - interval '46 minutes'")
    return count_again


def stuck() -> Mend:
    by_owner(
        "INSERT INTO outbox (task, queue, args, available_at)"
        " VALUES ('x', 'quick', '[]', now() - interval '6 minutes')"
    )
    return lambda: by_owner("DELETE FROM outbox")


def silent(name: str) -> Mend:
    by_owner(
        "UPDATE signs_of_life SET seen_at = now() - interval '3 minutes' WHERE name = %s", name
    )
    return lambda: at_work(name)


FAULTS: dict[str, Callable[[], Mend]] = {
    "response_time": slow,
    "failed_queries": failing,
    "cache_hits": forgetful,
    "live_connections": lambda: connected(1, "realsync-live 501"),
    "connections": lambda: connected(54, "many"),
    "views": old_views,
    "outbox": stuck,
    "beat": lambda: silent("beat"),
    "worker": lambda: silent("worker"),
}


def test_each_alert_is_one_task_and_goes_by_itself(quiet: World, settings: LazySettings) -> None:
    settings.SITE_ADDRESS = "https://crm.example"
    FAULTS["disk"] = lambda: _low(settings)
    assert FAULTS.keys() == {rule.name for rule in RULES}
    other = _another_admin(quiet)
    for name, plant in FAULTS.items():
        tasks = Task.objects.using("owner").filter(is_system_generated=True)
        before = set(tasks.values_list("pk", flat=True))
        mend = plant()
        assert look() == {name}
        assert look() == {name}
        task = tasks.exclude(pk__in=before).get()
        assert task.assignee_id == quiet.staff[Role.ADMIN].pk
        assert "https://crm.example/ops/" in task.text
        told = InboxItem.objects.using("owner").filter(entity_type="task", entity_id=task.pk)
        assert {item.user_id for item in told} == {quiet.staff[Role.ADMIN].pk, other.pk}
        mend()
        time_passes()
        look()  # the sample of this minute may be older than the fault
        time_passes()
        assert look() == set(), name
        task.refresh_from_db()
        assert task.status == TaskStatus.COMPLETED


def _low(settings: LazySettings) -> Mend:
    before, settings.DISK_LOW_MB = settings.DISK_LOW_MB, 10**9
    return lambda: setattr(settings, "DISK_LOW_MB", before)


def _another_admin(world: World) -> User:
    return User.objects.using("owner").create(
        email="second@example.org", name="Second Admin", role=Role.ADMIN
    )


def test_the_web_notices_that_the_worker_or_the_beat_is_silent(quiet: World) -> None:
    notice_silence()
    assert not Alert.objects.using("owner").exists()
    silent("worker")
    for _web_process in range(2):
        notice_silence()
    assert Alert.objects.using("owner").get().pk == "worker"
    silent("beat")
    notice_silence()
    assert Alert.objects.using("owner").count() == 2


def test_what_a_person_closed_is_not_asked_again_until_it_was_mended(quiet: World) -> None:
    mend = stuck()
    assert look() == {"outbox"}
    by_owner("UPDATE tasks SET status = 'completed' WHERE is_system_generated")
    time_passes()
    assert look() == {"outbox"}
    assert Task.objects.using("owner").filter(title="The outbox is stuck").count() == 1
    mend()
    time_passes()
    assert look() == set()


def test_a_minute_has_one_sample_however_many_beats_there_are(quiet: World) -> None:
    for _beat in range(2):
        look()
    minutes = list(Sample.objects.using("owner").values_list("taken_at", flat=True))
    assert len(minutes) == len(set(minutes)) <= 3
