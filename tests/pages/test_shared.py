"""What people of the same scope share: one makes it, own writes are seen, Redis may be away."""

import re
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from time import sleep, time
from typing import Any

import pytest
import redis
from django.conf import LazySettings
from django.db import connections
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from companies.models import Branch, Company
from equipment.models import CalibrationPlan, Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.embedded.binaries import redis_program
from realsync.freshness import shared as kept
from realsync.freshness.answers import Answer, making
from realsync.freshness.marks import Marks
from realsync.freshness.times import RECORDS
from realsync.lists.query import ListQuery
from tasks.models import Task
from tests.certificates.test_verify import move
from tests.work.test_visits import make
from tests.world import World

SignIn = Callable[[User], Client]
# Thirty branches with an instrument that is due, and thirty tasks.
FILL = """
WITH places AS (
    INSERT INTO branches (company_id, name) SELECT %s, 'Filler ' || n
    FROM generate_series(1, 30) AS n RETURNING id, company_id
), instruments AS (
    INSERT INTO equipment (company_id, branch_id, description, specification)
    SELECT company_id, id, 'Filler', '{}' FROM places RETURNING id, company_id, branch_id
), plans AS (
    INSERT INTO calibration_plans (company_id, branch_id, equipment_id, service_id, next_due_on)
    SELECT company_id, branch_id, id, %s, current_date FROM instruments
)
INSERT INTO tasks (title, text, due_on, assignee_id, entity_type, entity_id)
SELECT 'Filler', '', current_date, %s, 'branch', id FROM places
"""
# Other tests do without.
SEE = kept._see


@pytest.fixture
def own_redis(tmp_path: Path, settings: LazySettings) -> Iterator["subprocess.Popen[bytes]"]:
    """A Redis of this test alone, to be frozen and stopped."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(redis_program()), "--port", str(port), "--save", "", "--bind", "127.0.0.1"]
    server = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
    settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
    _begin_anew()
    while not _answers():
        sleep(0.01)
    yield server
    server.send_signal(signal.SIGCONT)
    server.kill()
    server.wait()
    _begin_anew()


def _begin_anew() -> None:
    kept._here.clear()
    kept._redis.cache_clear()
    kept._away_until = 0.0


def _answers() -> bool:
    try:
        return bool(kept._redis().ping())
    except redis.RedisError:
        return False


def test_400_who_come_when_it_is_stale_make_it_once(
    own_redis: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        sleep(0.05)  # as long as a slow count
        return len(made)

    def ask(_number: int) -> Any:
        with making(Answer(HttpRequest(), RECORDS, ("thing",), "all", Marks(7, "9:9:"))):
            return kept.shared("count", make)

    assert ask(0) == 1
    now = time()
    monkeypatch.setattr("realsync.freshness.shared.time", lambda: now + RECORDS.seconds + 1)
    with ThreadPoolExecutor(40) as crowd:
        seen = list(crowd.map(ask, range(400)))

    assert len(made) <= 6
    assert set(seen) <= {*range(1, len(made) + 1)}
    assert ask(0) == len(made)


def test_what_is_exact_is_asked_for_once_until_somebody_writes(
    own_redis: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_see", SEE)
    found = iter(range(100, 200))

    def ask(total: int, scope: str = "all", what: str = "total", *, exact: bool = True) -> Any:
        with making(Answer(HttpRequest(), RECORDS, ("thing",), scope, Marks(total, "9:9:"))):
            return kept.shared(what, lambda: next(found), exact=exact)

    asked: list[str] = []
    read = kept._read

    def noted(key: str) -> kept.Entry | None:
        asked.append(key)
        return read(key)

    monkeypatch.setattr(kept, "_read", noted)
    assert (ask(7), ask(7), len(asked)) == (100, 100, 1)
    # Another's, and of another question.
    assert (ask(7, "own"), ask(7, what="others"), ask(7)) == (101, 102, 100)
    # Somebody wrote, whose row one reader does not see yet.
    assert (ask(8), ask(8), ask(7)) == (103, 103, 104)
    # What need not be exact is nobody's alone.
    asked.clear()
    assert (ask(9, what="count", exact=False), ask(9, what="count", exact=False)) == (105, 105)
    assert len(asked) == 2
    now = time()
    monkeypatch.setattr("realsync.freshness.shared.time", lambda: now + RECORDS.seconds + 1)
    assert (ask(7), ask(7)) == (106, 106)


def noted(monkeypatch: Any) -> list[Any]:
    """For whom the rows of a list were counted."""
    counted: list[Any] = []
    count = ListQuery._total

    def note(query: ListQuery) -> int | None:
        counted.append(query.user)
        return count(query)

    monkeypatch.setattr(ListQuery, "_total", note)
    return counted


def test_instruments_are_counted_anew_when_one_comes_or_goes_and_not_with_every_save(
    world: World, restored: None, own_redis: object, sign_in: SignIn, monkeypatch: Any
) -> None:
    monkeypatch.setattr(kept, "_see", SEE)
    north = world.north
    rows = Equipment.objects.using("owner").filter(description="Gauge")

    def add(number: int) -> None:
        place = {"company_id": north.company_id, "branch": north}
        rows.bulk_create(Equipment(description="Gauge", **place) for _each in range(number))

    counted = noted(monkeypatch)
    clients = {person: sign_in(person) for person in (world.alice, world.bob)}

    def told() -> tuple[int, ...]:
        counted.clear()
        pages = [each.get("/portal/equipment/?per_page=25").content for each in clients.values()]
        return tuple(int(re.findall(rb"(\d+) instruments", page)[0]) for page in pages)

    add(30)
    whole, own = told()
    assert (whole, own) == (36, 33)
    one, other, *_others = rows
    rows.filter(pk=one.pk).update(location="Hall 3", next_due_on=None)
    assert told() == (whole, own)
    assert counted == []
    changes: list[tuple[Callable[[], Any], tuple[int, int]]] = [
        (lambda: add(1), (1, 1)),
        (lambda: rows.filter(pk=one.pk).update(branch=world.south), (1, 0)),
        (lambda: rows.filter(pk=other.pk).update(is_active=False), (0, -1)),
        (lambda: rows.filter(pk=other.pk).update(is_active=True), (1, 0)),
        (lambda: rows.filter(pk=other.pk).delete(), (0, -1)),
    ]
    for change, more in changes:
        change()
        assert told() == (whole + more[0], own + more[1])
        assert counted == [*clients]


def test_tasks_and_visits_are_counted_anew_only_by_what_changes_how_many_there_are(
    world: World, restored: None, own_redis: object, sign_in: SignIn, monkeypatch: Any
) -> None:
    monkeypatch.setattr(kept, "_see", SEE)
    with connections["owner"].cursor() as cursor:
        cursor.execute(FILL, [world.aster.pk, world.service.pk, world.staff[Role.TECHNICIAN].pk])
    places = Branch.objects.using("owner").filter(name__startswith="Filler")
    instruments = Equipment.objects.using("owner").filter(description="Filler")
    plans = CalibrationPlan.objects.using("owner").filter(equipment__description="Filler")
    tasks = Task.objects.using("owner").filter(title="Filler")
    counted = noted(monkeypatch)
    scheduler, last = sign_in(world.staff[Role.SCHEDULER]), plans.order_by("pk")[29]
    pages = {
        "/tasks/?per_page=25": sign_in(world.staff[Role.TECHNICIAN]),
        "/tasks/?per_page=25&whose=mine": sign_in(world.staff[Role.TECHNICIAN]),
        "/visits/?per_page=25&due_within=60": scheduler,
    }

    def told() -> tuple[int, ...]:
        counted.clear()
        answers = [client.get(page).content.decode() for page, client in pages.items()]
        return tuple(int(re.findall(r"(\d+) (?:tasks|branches)", each)[0]) for each in answers)

    def of(rows: Any, **changed: Any) -> Callable[[], Any]:
        one = rows.order_by("pk").first().pk
        return lambda: rows.filter(pk=one).update(**changed)

    seen = told()
    world_of = Company.objects.using("owner").filter(pk=world.aster.pk)
    for change in (of(world_of, trading_name="Aster & Sons"), of(instruments, location="Hall 3")):
        change()
        assert told() == seen
        assert counted == []
    changes: list[tuple[Callable[[], Any], tuple[int, int]]] = [
        (of(tasks, status="completed", completed_at=timezone.now()), (-1, 0)),
        (of(tasks, status="pending", completed_at=None), (1, 0)),
        (of(tasks, assignee_id=world.staff[Role.SCHEDULER].pk), (-1, 0)),
        (of(places, is_active=False), (0, -1)),
        (of(places, is_active=True), (0, 1)),
        (of(instruments, is_active=False), (0, -1)),
        (of(instruments, is_active=True), (0, 1)),
        (of(plans, next_due_on=timezone.localdate() + timedelta(days=70)), (0, -1)),
        (lambda: make(scheduler, last.branch, "job", [last]), (0, -1)),
    ]
    for change, (of_tasks, of_visits) in changes:
        change()
        expected = (seen[0] + of_tasks, seen[1] + of_tasks, seen[2] + of_visits)
        assert told() == expected
        seen = expected


def test_whoever_wrote_sees_it_at_once_and_the_others_soon(
    world: World, restored: None, own_redis: object, sign_in: SignIn
) -> None:
    mine, others = (sign_in(world.people["admin"]) for _each in range(2))
    before = mine.get("/tasks/count/").content
    assert mine.post(f"/tasks/{world.tasks['unassigned'].pk}/completion/").status_code == 302

    stale = others.get("/tasks/count/")
    assert stale.content == before
    after = mine.get("/tasks/count/").content
    assert after != before
    # What is partly old is never said to be unchanged.
    assert others.get("/tasks/count/", headers={"If-None-Match": stale["ETag"]}).content == after


def test_nobody_is_shown_what_others_may_see(
    world: World, own_redis: object, sign_in: SignIn
) -> None:
    staff = [world.people[name] for name in ("admin", "scheduler", "technician", "sales")]
    ways = ("/tasks/count/", "/tasks/count/?whose=mine", "/equipment/options/category/")
    asked = [(person, way) for person in staff for way in ways]
    asked += [(client, "/portal/equipment/count/") for client in (world.alice, world.charlie)]
    alone = []
    for person, way in asked:
        kept._redis().flushall()
        alone.append(sign_in(person).get(way).content)
    kept._redis().flushall()
    assert [sign_in(person).get(way).content for person, way in asked] == alone


@pytest.mark.parametrize("trouble", ["frozen", "stopped", "flushed"])
def test_without_redis_everything_is_made_as_if_nothing_were_kept(
    world: World,
    own_redis: "subprocess.Popen[bytes]",
    sign_in: SignIn,
    trouble: str,
) -> None:
    client = sign_in(world.people["admin"])
    token = world.certificates["own"].token
    ways = ("/equipment/", "/equipment/count/", "/equipment/options/category/", f"/verify/{token}/")
    before = [client.get(way).content for way in ways]
    if trouble == "frozen":
        own_redis.send_signal(signal.SIGSTOP)
    elif trouble == "stopped":
        own_redis.kill()
    else:
        kept._redis().flushall()

    assert [client.get(way).content for way in ways] == before
    # Nobody waits for it again and again.
    assert (kept._away_until > 0) is (trouble != "flushed")


def test_a_token_that_many_scan_is_read_once_and_after_a_withdrawal_anew(
    world: World, restored: None, own_redis: object, django_assert_num_queries: Any
) -> None:
    certificate = world.certificates["own"]
    address = f"/verify/{certificate.token}/"
    genuine = Client().get(address).content
    with django_assert_num_queries(1):  # whether a certificate was written since
        assert Client().get(address).content == genuine
    move(certificate, "withdrawn")
    assert b"Withdrawn." in Client().get(address).content
