"""A note is changed by its author, and what two people wrote is never lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from companies.models import Note
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from tests.world import World

SignIn = Callable[[User], Client]


def form_of(client: Client, note: Note, **values: str) -> dict[str, Any]:
    form = client.get(f"/notes/{note.pk}/edit/").context["form"]
    return {
        "text": note.text,
        "kind": note.kind,
        "audience": note.audience,
        "version": form.version_shown,
        "original": form.sealed_original,
        **values,
    }


def fresh(note: Note) -> Note:
    return Note.objects.using("owner").get(pk=note.pk)


def test_the_author_changes_it(world: World, sign_in: SignIn) -> None:
    note, client = world.notes["staff"], sign_in(world.staff[Role.SALES])
    answer = client.post(f"/notes/{note.pk}/edit/", form_of(client, note, text="They pay now"))
    assert answer.status_code == 302, answer.content
    assert fresh(note).text == "They pay now"
    entry = Activity.objects.using("owner").latest("pk")
    assert (entry.verb, "text" in entry.changes) == ("note.changed", False)


@pytest.mark.parametrize(
    ("role", "may"), [(Role.ADMIN, True), (Role.MANAGEMENT, False), (Role.SCHEDULER, False)]
)
def test_of_others_only_an_administrator_does(
    world: World, sign_in: SignIn, role: Role, may: bool
) -> None:
    note, client = world.notes["staff"], sign_in(world.staff[role])
    assert client.get(f"/notes/{note.pk}/edit/").status_code == (200 if may else 403)
    assert client.post(f"/notes/{note.pk}/retirement/").status_code == (302 if may else 403)
    assert fresh(note).is_active is not may


def test_two_who_change_it_both_keep_their_words(world: World, sign_in: SignIn) -> None:
    note, sales = world.notes["staff"], sign_in(world.staff[Role.SALES])
    admin = sign_in(world.staff[Role.ADMIN])
    mine, theirs = form_of(sales, note, text="My words"), form_of(admin, note, text="Their words")
    assert admin.post(f"/notes/{note.pk}/edit/", theirs).status_code == 302
    answer = sales.post(f"/notes/{note.pk}/edit/", mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My words" in page
    assert "Their words" in page
    assert fresh(note).text == "Their words"
    asked = answer.context["form"]
    again = {**mine, "version": asked.version_shown, "original": asked.sealed_original}
    assert sales.post(f"/notes/{note.pk}/edit/", {**again, "keep-text": "mine"}).status_code == 302
    assert fresh(note).text == "My words"


def test_a_pin_in_between_is_no_conflict_of_words(world: World, sign_in: SignIn) -> None:
    note, sales = world.notes["staff"], sign_in(world.staff[Role.SALES])
    mine = form_of(sales, note, text="New words")
    sign_in(world.staff[Role.MANAGEMENT]).post(f"/notes/{note.pk}/pin/", {"pinned": "1"})
    answer = sales.post(f"/notes/{note.pk}/edit/", mine)
    assert answer.status_code in (302, 409)
    assert "New words" in (fresh(note).text + answer.content.decode())


def test_a_removed_note_is_gone_until_it_is_restored(world: World, sign_in: SignIn) -> None:
    note, client = world.notes["staff"], sign_in(world.staff[Role.SALES])
    path = f"/branches/{world.north.pk}/notes/"
    answer = client.post(f"/notes/{note.pk}/retirement/", headers={"HX-Request": "true"})
    assert "Undo" in answer.content.decode()
    assert note.text not in client.get(path).content.decode()
    assert client.get(f"/notes/{note.pk}/").status_code == 404
    assert client.post(f"/notes/{note.pk}/restoration/").status_code == 302
    assert note.text in client.get(path).content.decode()
    verbs = Activity.objects.using("owner").order_by("-pk").values_list("verb", flat=True)
    assert list(verbs[:2])[::-1] == ["note.removed", "note.restored"]


def test_a_note_opened_to_clients_is_logged_without_its_words(
    world: World, sign_in: SignIn
) -> None:
    note, client = world.notes["staff"], sign_in(world.staff[Role.SALES])
    values = form_of(client, note, audience="client", text="Now for all")
    assert client.post(f"/notes/{note.pk}/edit/", values).status_code == 302
    entry = Activity.objects.using("owner").latest("pk")
    assert (entry.audience, "text" in entry.changes) == ("staff", False)


def test_pinned_ones_come_first(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    client.post(f"/notes/{world.notes['client'].pk}/pin/", {"pinned": "1"})
    page = client.get(f"/branches/{world.north.pk}/notes/").content.decode()
    assert page.index("The gate is on the left") < page.index("They pay late")
    assert page.count("The gate is on the left") == 1


def test_older_notes_follow_by_key(world: World, sign_in: SignIn) -> None:
    author = world.staff[Role.SALES]
    ids = [
        Note.objects.using("owner").create(
            entity_type="branch", entity_id=world.south.pk, author=author, text=f"Number {n}"
        ).pk
        for n in range(25)
    ]  # fmt: skip
    client, path = sign_in(author), f"/branches/{world.south.pk}/notes/"
    first = client.get(path).content.decode()
    assert first.count('class="note-head"') == 20
    assert f"?before={ids[5]}" in first
    rest = client.get(f"{path}?before={ids[5]}").content.decode()
    assert rest.count('class="note-head"') == 6  # the world's own note is the oldest
    followed = client.get(f"{path}?note={ids[0]}").content.decode()
    assert "Number 0" in followed
