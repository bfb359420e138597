"""What has been kept long enough goes, by the worker's login, and nothing else does."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.celery import app
from realsync.watch import retention
from tests.dashboards.counted import by_owner, figures
from tests.database import as_worker
from tests.world import World

SignIn = Callable[[User], Client]
# Two rows of each, one older than it is kept: how they come to be.
PLANTED = {
    "sessions": "INSERT INTO sessions (session_key, session_data, expire_date)"
    " VALUES ('k' || %(days)s, '', now() - make_interval(days => %(days)s))",
    "sign_in_counters": "INSERT INTO cache_entries VALUES"
    " ('k' || %(days)s, '', now() - make_interval(days => %(days)s))",
    "outbox": "INSERT INTO outbox (task, queue, args, done_at)"
    " VALUES ('x', 'quick', '[]', now() - make_interval(days => %(days)s))",
    "idempotency_keys": "INSERT INTO idempotency_keys (user_id, key, fingerprint, created_at)"
    " VALUES (1, gen_random_uuid(), '', now() - make_interval(days => %(days)s))",
    "samples": "INSERT INTO operations_samples VALUES"
    " (now() - make_interval(days => %(days)s), 0, 0, NULL, 0, 0, 0, '{}')",
    "failures": "INSERT INTO failures (kind, place, doing, last_at)"
    " VALUES ('x', 'k' || %(days)s, '', now() - make_interval(days => %(days)s))",
    "merges": "INSERT INTO merges (entity_type, kept_id, merged_id, moved, by_id, created_at)"
    " SELECT 'company', 1, 2, '{\"a\": 1}', min(id), now() - make_interval(days => %(days)s)"
    " FROM users",
}


@pytest.fixture
def planted(world: World, restored: None) -> None:
    for table in ("sessions", "cache_entries", "outbox", "idempotency_keys", "merges", "failures"):
        by_owner(f"DELETE FROM {table}")
    for name, statement in PLANTED.items():
        kept = retention.rules()[name].days
        for days in (kept - 1, kept + 1):
            by_owner(statement.replace("%(days)s", str(days)))
    by_owner(
        "INSERT INTO invitations (user_id, token_hash, invited_by_id, expires_at)"
        " SELECT id, id::text, id, now() - make_interval(days => 91) FROM users LIMIT 1"
    )
    by_owner("UPDATE recall_mails SET created_at = now() - interval '1096 days'")


def test_dry_then_for_good_then_nothing_is_left_to_do(
    planted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "PORTION", 1)
    expected = dict.fromkeys(PLANTED, 1) | {
        "invitations": 1,
        "recall_items": figures("SELECT count(*) AS n FROM recall_items")["n"],
        "recall_mails": figures("SELECT count(*) AS n FROM recall_mails")["n"],
    }
    assert expected["recall_items"]
    # A mail goes after what it names.
    would = expected | {"recall_mails": 0}
    with as_worker():
        assert counts(dry=True) == would
        assert counts(dry=True) == would
        assert counts() == expected
        assert counts() == dict.fromkeys(expected, 0)
    for table in ("sessions", "outbox", "failures", "merges"):
        kept = figures(f"SELECT count(*) AS n FROM {table}")["n"]
        assert kept == (2 if table == "merges" else 1), table
    assert figures("SELECT count(*) AS n FROM merges WHERE moved <> '{}'")["n"] == 1


def counts(*, dry: bool = False) -> dict[str, int]:
    names = [*PLANTED, "invitations", "recall_items", "recall_mails"]
    return {done.name: done.count for done in retention.purge(names, dry=dry)}


def test_the_command_says_what_and_why_and_the_setting_other_days(
    planted: None, sign_in: SignIn, world: World
) -> None:
    admin = sign_in(world.staff[Role.ADMIN])

    def set_days(value: str) -> int:
        given = {"name": "retention_days", "value": value}
        return admin.post("/admin/db/setting/add/", given).status_code

    assert [set_days(wrong) for wrong in ('{"outbx": 3}', '{"outbox": 0}', "7")] == [200] * 3
    assert set_days('{"outbox": 3}') == 302
    with as_worker():
        said = StringIO()
        call_command("purge", "--dry-run", stdout=said)
    lines = {line.split()[0]: line for line in said.getvalue().splitlines()}
    assert lines.keys() - {"what"} == retention.rules().keys()
    assert lines["outbox"].split()[1:3] == ["3", "2"]
    assert "undo a merge" in lines["merges"]
    with pytest.raises(CommandError, match="Unknown: activity"):
        call_command("purge", "activity")


def test_the_beat_does_it_each_night() -> None:
    app.loader.import_default_modules()
    named = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert {"watch.purge", "operations.watch"} <= named <= set(app.tasks)
