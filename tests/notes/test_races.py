"""Two people at the same moment: neither loses what they wrote."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connections
from django.test import Client

from companies.models import Note
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.inbox.models import InboxItem
from tests.notes.test_changing import form_of
from tests.world import World

SignIn = Callable[[User], Client]


def at_once(*requests: Callable[[], Any]) -> list[Any]:
    """Each in a thread and on a connection of its own, started together."""
    barrier, answers = Barrier(len(requests)), [None] * len(requests)

    def run(number: int, ask: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            answers[number] = ask()
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_edits_one_is_saved_and_the_other_asked(
    world: World, sign_in: SignIn, restored: None
) -> None:
    note, path = world.notes["staff"], f"/notes/{world.notes['staff'].pk}/edit/"
    sales, admin = sign_in(world.staff[Role.SALES]), sign_in(world.staff[Role.ADMIN])
    first, second = (
        form_of(sales, note, text="First words"),
        form_of(admin, note, text="Other words"),
    )
    answers = at_once(lambda: sales.post(path, first), lambda: admin.post(path, second))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    (asked,) = [answer for answer in answers if answer.status_code == 409]
    for words in ("First words", "Other words"):
        assert words in asked.content.decode()
    stored = Note.objects.using("owner").get(pk=note.pk)
    assert (stored.text in ("First words", "Other words"), stored.version) == (True, 2)


def test_a_double_click_adds_one_note_and_tells_once(
    world: World, sign_in: SignIn, restored: None
) -> None:
    one, two = (sign_in(world.staff[Role.SALES]) for _ in range(2))
    path = f"/branches/{world.north.pk}/notes/new/"
    values = {
        "text": "@Scheduler once",
        "kind": "note",
        "audience": "staff",
        "idempotency_key": "7b7f9f42-8a7b-4f0a-9b53-1d1f1c1b8a02",
    }
    answers = at_once(lambda: one.post(path, values), lambda: two.post(path, values))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Note.objects.using("owner").filter(text="@Scheduler once").count() == 1
    assert InboxItem.objects.using("owner").exclude(note_id=None).count() == 1
