"""Quotes ask for something by themselves: a task for their owner, once."""

from datetime import timedelta
from threading import Barrier, Thread

from django.db import connection, connections
from django.utils import timezone

from jobs.quotes.models import Quote
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.models import Setting
from realsync.db.scope import as_system
from realsync.inbox.models import InboxItem
from tasks.actions.follow_up import follow_up_quotes, settle_follow_ups
from tasks.models import Task
from tests.database import as_worker
from tests.world import World


def follow_up(most: int = 10) -> int:
    """As the worker does: signed in as itself, in the system's scope."""
    with as_worker(), as_system("a test follows up"):
        return follow_up_quotes(most=most)


def settle() -> int:
    with as_worker(), as_system("a test follows up"):
        return settle_follow_ups()


def put(quote: Quote, **values: object) -> Quote:
    """As it would be after days: what was sent does not change, hence without triggers."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE quotes DISABLE TRIGGER USER")
        Quote.objects.using("owner").filter(pk=quote.pk).update(**values)
        cursor.execute("ALTER TABLE quotes ENABLE TRIGGER USER")
    return Quote.objects.using("owner").get(pk=quote.pk)


def days_ago(days: int) -> object:
    return timezone.now() - timedelta(days=days)


def made() -> list[Task]:
    return list(Task.objects.using("owner").filter(is_system_generated=True).order_by("pk"))


def test_nobody_answered_for_a_week(world: World, restored: None) -> None:
    quote = put(world.quotes["sent"], sent_at=days_ago(8))
    put(world.quotes["foreign"], sent_at=days_ago(6))
    assert follow_up() == 1
    assert follow_up() == 0
    [task] = made()
    assert task.title == f"No answer yet to quote {quote.number}"
    assert (task.entity_type, task.entity_id) == ("quote", quote.pk)
    assert (task.assignee_id, task.due_on) == (quote.owner_id, timezone.localdate())
    assert task.company_id == quote.company_id
    told = InboxItem.objects.using("owner").filter(entity_type="task", entity_id=task.pk)
    assert [item.user_id for item in told] == [quote.owner_id]


def test_how_long_is_a_setting(world: World, restored: None) -> None:
    put(world.quotes["sent"], sent_at=days_ago(4))
    assert follow_up() == 0
    Setting.objects.using("owner").create(name="quote_follow_up_days", value=3)
    assert follow_up() == 1


def test_what_is_closed_is_not_made_again(world: World, restored: None) -> None:
    put(world.quotes["sent"], sent_at=days_ago(8))
    follow_up()
    Task.objects.using("owner").filter(is_system_generated=True).update(status="completed")
    assert follow_up() == 0
    assert len(made()) == 1


def test_expired_it_asks_once_more_and_not_about_the_past(world: World, restored: None) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    late = put(world.quotes["sent"], sent_at=days_ago(31), status="expired", valid_until=yesterday)
    put(
        world.quotes["foreign"], sent_at=days_ago(90), status="expired",
        valid_until=timezone.localdate() - timedelta(days=31),
    )  # fmt: skip
    assert follow_up() == 1
    assert [task.title for task in made()] == [f"Expired without an answer: quote {late.number}"]
    assert follow_up() == 0


def test_more_than_at_once_come_with_the_next_ones(world: World, restored: None) -> None:
    for name in ("sent", "fenced", "foreign"):
        put(world.quotes[name], sent_at=days_ago(8))
    assert [follow_up(most=2) for _each in range(3)] == [2, 1, 0]


def test_what_belongs_to_a_leaver_is_nobodys(world: World, restored: None) -> None:
    put(world.quotes["sent"], sent_at=days_ago(8))
    User.objects.using("owner").filter(pk=world.staff[Role.SALES].pk).update(is_active=False)
    follow_up()
    assert [task.assignee_id for task in made()] == [None]


def test_an_answer_ends_the_waiting(world: World, restored: None) -> None:
    quote = put(world.quotes["sent"], sent_at=days_ago(8))
    follow_up()
    assert settle() == 0
    put(quote, status="declined")
    assert settle() == 1
    [task] = made()
    assert task.status == "cancelled"
    entry = Activity.objects.using("owner").get(verb="task.cancelled", entity_id=task.pk)
    assert entry.actor_id is None
    assert settle() == 0


def test_two_beats_at_once_make_one_task(world: World, restored: None) -> None:
    put(world.quotes["sent"], sent_at=days_ago(8))
    together = Barrier(2)

    def beat() -> None:
        try:
            with as_system("test"):
                together.wait()
                follow_up_quotes(most=10)
        finally:
            connection.close()

    with as_worker(), as_system("a test follows up"):
        threads = [Thread(target=beat) for _each in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(made()) == 1


def test_the_beat_knows_it() -> None:
    from realsync.celery import app

    planned = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert "tasks.follow_up_quotes" in planned
