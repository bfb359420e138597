"""What is past goes, and nothing that somebody may still need."""

from uuid import uuid4

import pytest
from django.db import connections

from locking.actions import lock as locks
from locking.actions.presence import beat
from locking.background import sweep_presence
from locking.models import Draft, Presence, RecordLock
from realsync.accounts.roles import Role
from realsync.celery import app
from realsync.db.scope import as_user
from realsync.watch.retention import purge
from tests.database import as_worker
from tests.world import World


@pytest.fixture(autouse=True)
def _put_back(restored: None) -> None:
    """The worker signs in to the database as another."""


def earlier(
    table: str, column: str, interval: str, where: str = "true", *, so_far: bool = False
) -> None:
    """So long before now; or before what it says so far."""
    since = column if so_far else "clock_timestamp()"
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = {since} - %s::interval WHERE {where}", [interval]
        )


def test_tabs_that_are_not_heard_of_go(world: World) -> None:
    person = world.staff[Role.SALES]
    with as_user(person):
        for tab in (uuid4(), uuid4()):
            beat("company", world.aster.pk, tab=tab, turn=1, is_editing=False)
    first = Presence.objects.using("owner").order_by("pk")[0].pk
    earlier("presence", "seen_at", "131 s", f"id = {first}")
    with as_worker():
        sweep_presence()
    assert not Presence.objects.using("owner").filter(pk=first).exists()
    assert Presence.objects.using("owner").count() == 1


def test_locks_go_a_day_after_they_expired_and_drafts_after_a_month(world: World) -> None:
    person = world.staff[Role.SALES]
    with as_user(person):
        for record in (world.aster, world.corona, world.borealis):
            locks.acquire("company", record.pk, tab=uuid4())
    earlier("record_locks", "acquired_at", "2 d")
    earlier("record_locks", "expires_at", "25 h", f"entity_id = {world.aster.pk}")
    earlier("record_locks", "expires_at", "23 h", f"entity_id = {world.corona.pk}")
    for address in ("/old/", "/new/"):
        Draft.objects.using("owner").create(
            user=person, tab=uuid4(), address=address, entity_type="company", data={}
        )
    earlier("drafts", "saved_at", "31 d", "address = '/old/'")
    with as_worker():
        assert {done.name: done.count for done in purge(["locks", "drafts"])} == {
            "drafts": 1,
            "locks": 1,
        }
    kept = RecordLock.objects.using("owner").values_list("entity_id", flat=True)
    assert sorted(kept) == sorted([world.corona.pk, world.borealis.pk])
    assert [draft.address for draft in Draft.objects.using("owner")] == ["/new/"]


def test_the_beat_knows_both() -> None:
    app.loader.import_default_modules()
    named = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert {"watch.purge", "locking.sweep_presence"} <= named <= set(app.tasks)
