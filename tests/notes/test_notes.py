"""Notes on records: who writes, who reads, what reaches whom."""

from collections.abc import Callable

import pytest
from django.test import Client

from companies.models import Note
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.inbox.models import InboxItem
from tests.made.words import INTERNAL
from tests.world import World

SignIn = Callable[[User], Client]
WRITERS = (Role.ADMIN, Role.MANAGEMENT, Role.SCHEDULER, Role.SALES)
READERS = (Role.ONBOARDING, Role.TECHNICIAN)


def note(text: str = "Called about the move", **more: str) -> dict[str, str]:
    return {"text": text, "kind": "call", "audience": "staff", **more}


def latest() -> Note:
    return Note.objects.using("owner").order_by("-pk")[0]


def at(world: World, kind: str) -> str:
    pk = {
        "companies": world.aster.pk,
        "branches": world.north.pk,
        "equipment": world.equipment[0].pk,
        "services": world.service.pk,
    }[kind]
    return f"/{kind}/{pk}/notes/"


@pytest.mark.parametrize("kind", ["companies", "branches", "equipment", "services"])
def test_a_note_is_added_to_a_record_of_every_kind(
    world: World, sign_in: SignIn, kind: str
) -> None:
    client = sign_in(world.staff[Role.SALES])
    answer = client.post(f"{at(world, kind)}new/", note("Gate code 4711"))
    assert answer.status_code == 302, answer.content
    assert "Gate code 4711" in client.get(at(world, kind)).content.decode()
    assert latest().author_id == world.staff[Role.SALES].pk


@pytest.mark.parametrize(("kind", "labels"), [("services", 0), ("branches", 1)])
def test_who_reads_it_is_asked_only_where_a_client_could(
    world: World, sign_in: SignIn, kind: str, labels: int
) -> None:
    page = sign_in(world.staff[Role.SALES]).get(f"{at(world, kind)}all/").content.decode()
    assert page.count("Who reads it</label>") == labels
    assert 'for=""' not in page


@pytest.mark.parametrize("role", WRITERS)
def test_the_office_reads_staff_notes(world: World, sign_in: SignIn, role: Role) -> None:
    page = sign_in(world.staff[role]).get(at(world, "branches")).content.decode()
    assert INTERNAL in page
    assert "The gate is on the left" in page


@pytest.mark.parametrize("role", READERS)
def test_onboarding_and_technicians_read_only_what_clients_may(
    world: World, sign_in: SignIn, role: Role
) -> None:
    client = sign_in(world.staff[role])
    for path in (at(world, "branches"), at(world, "branches") + "all/", at(world, "companies")):
        page = client.get(path).content.decode()
        assert INTERNAL not in page
        assert "The gate is on the left" in page
        assert "<textarea" not in page
    assert client.get(f"/notes/{world.notes['staff'].pk}/").status_code == 404
    assert client.post(f"{at(world, 'branches')}new/", note()).status_code == 403


def test_a_client_finds_no_notes_page(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.alice)
    for path in (at(world, "branches"), f"/notes/{world.notes['client'].pk}/", "/notes/people/"):
        assert client.get(path).status_code == 404


def test_a_company_shows_what_was_said_below_it(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.staff[Role.SALES]).get(at(world, "companies")).content.decode()
    assert "The gate is on the left" in page
    assert f'<a href="/branches/{world.north.pk}/">North</a>' in page
    assert "Ring twice" not in page


def test_the_text_is_text(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    text = "<script>alert(1)</script> {{ 7*7 }} see https://a.example/x?a=1&b=2). javascript:x"
    client.post(f"{at(world, 'branches')}new/", note(text))
    page = client.get(at(world, "branches")).content.decode()
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page
    assert (
        '<a href="https://a.example/x?a=1&amp;b=2" rel="noopener noreferrer nofollow"'
        ' target="_blank">https://a.example/x?a=1&amp;b=2</a>). javascript:x'
    ) in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write something first."),
        ("   \n ", "Write something first."),
        ("a" * 1_000_000, "at most 10000 characters"),
        ("abc \u202egpj.exe", "reverses the direction of writing"),
        ("a\x00b", "no text"),
        ("a\x07b", "no text"),
    ],
)
def test_bad_text_is_refused_in_words(world: World, sign_in: SignIn, text: str, said: str) -> None:
    client = sign_in(world.staff[Role.SALES])
    before = Note.objects.using("owner").count()
    answer = client.post(f"{at(world, 'branches')}new/", note(text))
    assert answer.status_code in (400, 422)
    assert said in answer.content.decode() or answer.status_code == 400
    assert Note.objects.using("owner").count() == before


@pytest.mark.parametrize("values", [{"kind": "rumour"}, {"audience": "everybody"}])
def test_an_unknown_choice_is_refused(
    world: World, sign_in: SignIn, values: dict[str, str]
) -> None:
    client = sign_in(world.staff[Role.SALES])
    before = Note.objects.using("owner").count()
    answer = client.post(f"{at(world, 'branches')}new/", {**note("kept as typed"), **values})
    assert answer.status_code == 422
    assert "kept as typed" in answer.content.decode()
    assert Note.objects.using("owner").count() == before


def test_a_note_about_a_service_is_for_staff_only(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    client.post(f"{at(world, 'services')}new/", note("Do not sell", audience="client"))
    assert latest().audience == "staff"


def test_an_unknown_record_takes_no_note(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    assert client.post("/branches/999999999/notes/new/", note()).status_code == 404
    assert client.get("/branches/999999999/notes/").status_code == 404


def test_a_form_sent_twice_makes_one_note(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.staff[Role.SALES])
    key = {"idempotency_key": "7b7f9f42-8a7b-4f0a-9b53-1d1f1c1b8a01"}
    before = Note.objects.using("owner").count()
    first = client.post(f"{at(world, 'branches')}new/", note(**key))
    again = client.post(f"{at(world, 'branches')}new/", note(**key))
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    assert Note.objects.using("owner").count() == before + 1


def test_the_log_says_that_a_staff_note_was_added_and_not_what(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in(world.staff[Role.SALES])
    client.post(f"{at(world, 'branches')}new/", note("Only among us"))
    entry = Activity.objects.using("owner").latest("pk")
    assert (entry.verb, entry.entity_type, entry.audience) == ("note.added", "branch", "staff")
    assert entry.company_id == world.aster.pk
    assert "Only among us" not in str(entry.changes)
    client.post(f"{at(world, 'branches')}new/", note("For all", audience="client"))
    entry = Activity.objects.using("owner").latest("pk")
    assert (entry.audience, entry.changes["text"]) == ("client", [None, "For all"])


def test_nobody_else_is_told_without_a_mention(world: World, sign_in: SignIn) -> None:
    sign_in(world.staff[Role.SALES]).post(f"{at(world, 'branches')}new/", note())
    assert not InboxItem.objects.using("owner").exclude(note_id=None).exists()
