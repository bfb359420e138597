"""Whom a note names, and who is told."""

from collections.abc import Callable

import pytest
from django.test import Client

from companies.models import Note
from companies.notes.mentions import named_in, offered
from companies.notes.text import as_html
from realsync.accounts.models import NamedPerson, User
from realsync.accounts.roles import Role
from realsync.inbox.models import InboxItem
from tests.made.words import HASH
from tests.world import World

SignIn = Callable[[User], Client]
NAMES = ["Ann Lee", "Ann", "Zoë Müller"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ask @Ann Lee today", ["Ann Lee"]),
        ("ask @ann leé, or @ann.", ["Ann", "Ann"]),
        ("@ZOË MÜLLER", ["Zoë Müller"]),
        ("mail@Ann.example", []),
        ("@Annabel and @nobody", []),
        ("(@Ann)@Ann", ["Ann", "Ann"]),
        ("@", []),
    ],
)
def test_names_behind_an_at(text: str, found: list[str]) -> None:
    assert [name for _start, _end, name in named_in(text, NAMES)] == found


def test_mentions_stand_out_and_links_hold_none() -> None:
    html = as_html("@Ann see https://x.example/@Ann and <i>", ["Ann"])
    assert html.count('<span class="mention">@Ann</span>') == 1
    assert "&lt;i&gt;" in html


def person(pk: int, name: str, role: Role) -> NamedPerson:
    return NamedPerson(pk=pk, name=name, role=role, is_active=True)


def test_names_are_offered_by_their_beginnings_to_those_who_may_read() -> None:
    people = [
        person(1, "Tomás Herrera", Role.SALES),
        person(2, "Anna Tomann", Role.ADMIN),
        person(3, "Tomoko Abe", Role.TECHNICIAN),
    ]
    assert [p.pk for p in offered("tomas", "staff", people)] == [1]
    assert [p.pk for p in offered("tom", "staff", people)] == [1, 2]
    assert [p.pk for p in offered("tom", "client", people)] == [1, 3, 2]
    assert len(offered("", "client", [person(n, f"P{n}", Role.SALES) for n in range(20)])) == 8


def add(world: World, sign_in: SignIn, text: str, **more: object) -> Client:
    client = sign_in(world.staff[Role.SALES])
    values = {"text": text, "kind": "note", "audience": "staff", **more}
    answer = client.post(f"/branches/{world.north.pk}/notes/new/", values, follow=True)
    client.page = answer.content.decode()  # type: ignore[attr-defined]
    return client


def told() -> list[str]:
    items = InboxItem.objects.using("owner").exclude(note_id=None).select_related("user")
    return sorted(item.user.name for item in items)


def test_people_are_told_once_and_nobody_of_their_own(world: World, sign_in: SignIn) -> None:
    add(world, sign_in, "@Scheduler and @scheduler, @Sales and @Stranger, @Alice Arnold")
    assert told() == ["Scheduler"]
    note = Note.objects.using("owner").latest("pk")
    assert set(note.mentions) == {world.staff[Role.SCHEDULER].pk, world.staff[Role.SALES].pk}


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.ONBOARDING])
def test_who_may_not_read_it_is_not_told_and_the_author_learns_of_it(
    world: World, sign_in: SignIn, role: Role
) -> None:
    client = add(world, sign_in, f"@{role.value.title()} come here")
    assert told() == []
    assert "cannot read this note, and was not told" in client.page  # type: ignore[attr-defined]
    add(world, sign_in, f"@{role.value.title()} come here", audience="client")
    assert told() == [role.value.title()]


def test_only_new_names_are_told_of_a_change(world: World, sign_in: SignIn) -> None:
    client = add(world, sign_in, "@Scheduler please")
    note = Note.objects.using("owner").latest("pk")
    form = client.get(f"/notes/{note.pk}/edit/").context["form"]
    values = {
        "text": "@Scheduler please, and @Management too",
        "kind": "note",
        "audience": "staff",
        "version": form.version_shown,
        "original": form.sealed_original,
    }
    assert client.post(f"/notes/{note.pk}/edit/", values).status_code == 302
    assert told() == ["Management", "Scheduler"]


def test_of_two_with_one_name_the_one_that_was_picked(world: World, sign_in: SignIn) -> None:
    twin = User.objects.using("owner").create(
        email="twin@staff.example", name="Scheduler", role=Role.SCHEDULER, password=HASH
    )
    add(world, sign_in, "@Scheduler hello", mentioned=str(twin.pk))
    items = InboxItem.objects.using("owner").exclude(note_id=None)
    assert [item.user_id for item in items] == [twin.pk]


def test_a_foreign_id_beside_the_text_tells_nobody(world: World, sign_in: SignIn) -> None:
    add(world, sign_in, "hello", mentioned=[str(world.staff[Role.ADMIN].pk), "9" * 30, "x", "-1"])
    assert told() == []


def test_people_are_offered_to_those_who_write_notes(world: World, sign_in: SignIn) -> None:
    path = "/notes/people/?q=te&audience="
    sales = sign_in(world.staff[Role.SALES])
    assert "Technician" not in sales.get(path + "staff").content.decode()
    assert "Technician" in sales.get(path + "client").content.decode()
    for role in (Role.TECHNICIAN, Role.ONBOARDING):
        assert sign_in(world.staff[role]).get(path + "client").status_code == 403
