"""A person's inbox: mentions reach it, and it shows nothing that they may not see any more."""

from collections.abc import Callable

import pytest
from django.test import Client

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.inbox.models import InboxItem
from tests.world import World

SignIn = Callable[[User], Client]


def mention(world: World, sign_in: SignIn, text: str, audience: str = "staff") -> int:
    client = sign_in(world.staff[Role.SALES])
    path = f"/branches/{world.north.pk}/notes/new/"
    answer = client.post(path, {"text": text, "kind": "note", "audience": audience})
    assert answer.status_code == 302
    return int(answer["Location"].rpartition("-")[2])


def items(world: World, role: Role) -> list[InboxItem]:
    return list(
        InboxItem.objects.using("owner")
        .filter(user=world.staff[role])
        .exclude(note_id=None)
        .order_by("pk")
    )


def test_a_mention_is_read_in_the_inbox_and_leads_to_the_note(
    world: World, sign_in: SignIn
) -> None:
    note = mention(world, sign_in, "Please ring them, @Scheduler, before noon")
    client = sign_in(world.staff[Role.SCHEDULER])
    page = client.get("/inbox/").content.decode()
    assert "<strong>Sales</strong> mentioned you in a note on North" in page
    assert "Please ring them" in page
    assert '<span class="unread-count" id="unread">1</span>' in page
    (item,) = items(world, Role.SCHEDULER)
    answer = client.get(f"/inbox/{item.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/notes/{note}/")
    to = client.get(f"/notes/{note}/")
    assert to["Location"] == f"/branches/{world.north.pk}/#note-{note}"
    assert (
        '<span class="unread-count" id="unread"></span>' in client.get("/inbox/").content.decode()
    )


def test_marking(world: World, sign_in: SignIn) -> None:
    mention(world, sign_in, "@Scheduler one")
    mention(world, sign_in, "@Scheduler two")
    client = sign_in(world.staff[Role.SCHEDULER])
    first, second = items(world, Role.SCHEDULER)
    assert client.post(f"/inbox/{first.pk}/reading/", {"read": "1"}).status_code == 302
    assert [item.read_at is None for item in items(world, Role.SCHEDULER)] == [False, True]
    answer = client.post(
        f"/inbox/{first.pk}/reading/", {"read": "0"}, headers={"HX-Request": "true"}
    )
    assert 'id="unread" hx-swap-oob="true">2</span>' in answer.content.decode()
    client.post("/inbox/reading/")
    assert [item.read_at is None for item in items(world, Role.SCHEDULER)] == [False, False]
    assert User.objects.get(pk=world.staff[Role.SCHEDULER].pk).unread == 0
    assert second.pk


def test_anothers_item_is_unknown(world: World, sign_in: SignIn) -> None:
    mention(world, sign_in, "@Scheduler only you")
    (item,) = items(world, Role.SCHEDULER)
    client = sign_in(world.staff[Role.ADMIN])
    assert client.get(f"/inbox/{item.pk}/").status_code == 404
    assert client.post(f"/inbox/{item.pk}/reading/", {"read": "1"}).status_code == 404
    assert "only you" not in client.get("/inbox/").content.decode()
    assert items(world, Role.SCHEDULER)[0].read_at is None


def test_who_may_not_read_it_any_more_sees_neither_title_nor_words(
    world: World, sign_in: SignIn
) -> None:
    mention(world, sign_in, "@Scheduler the secret plan")
    scheduler = world.staff[Role.SCHEDULER]
    User.objects.using("owner").filter(pk=scheduler.pk).update(role=Role.ONBOARDING)
    client = sign_in(User.objects.get(pk=scheduler.pk))
    page = client.get("/inbox/").content.decode()
    assert "something that you may not see any more" in page
    assert "secret plan" not in page
    assert "North" not in page
    (item,) = items(world, Role.SCHEDULER)
    assert client.get(f"/inbox/{item.pk}/")["Location"] == "/inbox/"


def test_a_removed_note_tells_nothing(world: World, sign_in: SignIn) -> None:
    note = mention(world, sign_in, "@Scheduler never mind")
    sign_in(world.staff[Role.SALES]).post(f"/notes/{note}/retirement/")
    page = sign_in(world.staff[Role.SCHEDULER]).get("/inbox/").content.decode()
    assert "never mind" not in page


def test_an_empty_inbox_says_how_it_fills(world: World, sign_in: SignIn) -> None:
    assert (
        "Nothing for you yet"
        in sign_in(world.staff[Role.TECHNICIAN]).get("/inbox/").content.decode()
    )


@pytest.mark.parametrize("path", ["/inbox/reading/", "/inbox/1/reading/"])
def test_marking_takes_a_post(world: World, sign_in: SignIn, path: str) -> None:
    assert sign_in(world.staff[Role.SALES]).get(path).status_code in (404, 405)


def test_clients_have_none(world: World, sign_in: SignIn) -> None:
    assert sign_in(world.alice).get("/inbox/").status_code == 404


def test_more_than_a_hundred_unread_ones_are_told_of(world: World, sign_in: SignIn) -> None:
    scheduler = world.staff[Role.SCHEDULER]
    InboxItem.objects.using("owner").bulk_create(
        InboxItem(user=scheduler, verb="note.mentioned", entity_type="branch",
                  entity_id=world.north.pk, title="North")
        for _ in range(103)
    )  # fmt: skip
    page = sign_in(scheduler).get("/inbox/").content.decode()
    assert page.count("data-item") == 100
    assert "These are the latest 100. 3 more come up as you read them." in page
