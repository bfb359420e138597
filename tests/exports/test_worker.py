"""A worker that is killed in the middle of an export; and two people, or two clicks, at once."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connections
from django.test import Client

from equipment.models import Equipment
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.exports.models import Export
from realsync.outbox.models import OutboxRow
from tests.exports.reading import xlsx_rows
from tests.notes.test_races import at_once
from tests.outbox.crew import Redis, beat, wait_until, worker
from tests.worker import work_off
from tests.world import World

SignIn = Callable[[User], Client]
PROMISED = 60  # seconds after a kill
MANY = 40_000
FILL = """
INSERT INTO equipment (company_id, branch_id, description, serial, specification)
SELECT %s, %s, 'Gauge ' || n, 'EXP-' || n, '{}' FROM generate_series(1, %s) AS n
"""


def test_killed_in_the_middle_it_ends_in_one_whole_file(
    world: World, restored: None, sign_in: SignIn, tmp_path: Path
) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(FILL, [world.aster.pk, world.north.pk, MANY])
    redis = Redis(tmp_path)
    drummer, hands = beat(tmp_path, redis), worker(tmp_path, redis)
    try:
        for each in (redis, drummer, hands):
            each.start()
        sign_in(world.staff[Role.ADMIN]).post("/equipment/export/?sort=code", {"format": "xlsx"})
        work = OutboxRow.objects.using("owner").get(task__endswith="build_export")
        wait_until(lambda: attempts(work) == 1, 30)
        hands.end(signal.SIGKILL)
        assert export().state == "open"
        hands.start()
        wait_until(lambda: export().state == "done", PROMISED)
    finally:
        for each in (hands, drummer, redis):
            each.end(signal.SIGKILL)
    assert attempts(work) == 2
    with default_storage.open(export().file) as file:
        _heads, *rows = xlsx_rows(file.read())
    codes = Equipment.objects.using("owner").order_by("code").values_list("code", flat=True)
    assert [row[4] for row in rows] == list(codes)


def attempts(work: OutboxRow) -> int:
    return OutboxRow.objects.using("owner").get(pk=work.pk).attempts


def export() -> Export:
    return Export.objects.using("owner").latest("pk")


def test_clicks_at_once_start_it_once_and_never_too_many(
    world: World, restored: None, sign_in: SignIn, settings: Any
) -> None:
    settings.EXPORT_ROWS_AT_ONCE, settings.EXPORTS_AT_ONCE = 0, 2
    clients = [sign_in(world.staff[Role.ADMIN]) for _number in range(4)]

    def asking(client: Client, query: str) -> Callable[[], Any]:
        return lambda: client.post(f"/equipment/export/{query}", {"format": "csv"})

    at_once(*(asking(client, "?sort=code") for client in clients))
    running = Export.objects.using("owner").filter(state="open")
    assert running.count() == 1
    at_once(*(asking(client, f"?q={number}") for number, client in enumerate(clients)))
    assert running.count() == 2


def test_delivered_twice_it_is_written_once(world: World, sign_in: SignIn, settings: Any) -> None:
    settings.EXPORT_ROWS_AT_ONCE = 0
    sign_in(world.staff[Role.ADMIN]).post("/branches/export/", {"format": "csv"})
    work_off(times=2)
    assert (export().state, export().rows) == ("done", 3)
