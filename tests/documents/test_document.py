"""One document: its versions, its title, who sees it, removed and restored."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from companies.actions.document import add_version
from companies.documents.rules import accept
from companies.models import Document
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity, Audience
from realsync.db.scope import as_user
from tests.documents import samples
from tests.documents.conftest import Add, upload, versions_of
from tests.world import World

SignIn = Callable[[User], Client]
BY_SCRIPT = {"HX-Request": "true"}


def now(document: Document) -> Document:
    return Document.objects.using("owner").get(pk=document.pk)


def last_entry() -> Activity:
    return Activity.objects.using("owner").latest("pk")


def test_a_new_version_stands_first_and_the_old_one_stays(
    world: World, sign_in: SignIn, add: Add
) -> None:
    document, client = add(world.north), sign_in(world.staff[Role.SCHEDULER])
    address = f"/documents/{document.pk}/"
    given = {"file": upload("manual 2.png", samples.picture())}
    assert client.post(f"{address}versions/", given).headers["Location"] == address
    first, second = versions_of(document)
    assert (second.number, second.name, second.content_type) == (2, "manual 2.png", "image/png")
    assert second.uploaded_by_id == world.staff[Role.SCHEDULER].pk
    page = client.get(address).content.decode()
    assert page.index("manual 2.png") < page.index("manual.pdf")
    for text in (first.sha256, second.sha256, "Scheduler", "Sales"):
        assert text in page
    entry = last_entry()
    assert (entry.verb, entry.entity_type) == ("document.versioned", "branch")
    assert entry.changes["file"] == ["manual.pdf (1)", "manual 2.png (2)"]


def test_two_add_a_version_at_once_and_both_are_kept(world: World, add: Add) -> None:
    document, people = add(world.aster), list(world.staff.values())
    start, problems = Barrier(len(people)), list[Exception]()

    def add_one(person: User) -> None:
        try:
            file = accept(upload(f"{person.role}.pdf", samples.pdf(person.role)))
            start.wait()
            with as_user(person):
                add_version(document=document, file=file, by=person)
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [Thread(target=add_one, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    numbers = [version.number for version in versions_of(document)]
    assert numbers == list(range(1, len(people) + 2))


def test_a_version_sent_twice_is_one(world: World, sign_in: SignIn, add: Add) -> None:
    document, client = add(world.north), sign_in(world.staff[Role.SALES])
    headers = {**BY_SCRIPT, "Idempotency-Key": str(uuid4())}
    for _attempt in range(2):
        answer = client.post(
            f"/documents/{document.pk}/versions/", {"file": upload()}, headers=headers
        )
        assert answer.status_code == 204
    assert len(versions_of(document)) == 2


def test_a_version_is_checked_as_the_first_one_was(world: World, sign_in: SignIn, add: Add) -> None:
    document, client = add(world.north), sign_in(world.staff[Role.SALES])
    address = f"/documents/{document.pk}/versions/"
    given = {"file": upload("manual.pdf", samples.SVG)}
    answer = client.post(address, given, headers=BY_SCRIPT)
    assert (answer.status_code, "which can run" in answer.content.decode()) == (422, True)
    given = {"file": upload("manual.pdf", samples.SVG)}
    assert "which can run" in client.post(address, given).content.decode()
    assert len(versions_of(document)) == 1
    assert client.get(address).status_code == 405


def test_a_title_is_changed_and_logged(world: World, sign_in: SignIn, add: Add) -> None:
    document, client = add(world.north), sign_in(world.staff[Role.SALES])
    address = f"/documents/{document.pk}/title/"
    assert 'value="manual"' in client.get(address).content.decode()
    client.post(address, {"title": " Site\u202e  plan ", "version": document.version})
    assert now(document).title == "Site plan"
    assert last_entry().changes == {"document": ["manual", "Site plan"]}


@pytest.mark.parametrize("title", ["", "   ", "\u202e", "x" * 201])
def test_a_bad_title_changes_nothing(world: World, sign_in: SignIn, add: Add, title: str) -> None:
    document, client = add(world.north), sign_in(world.staff[Role.SALES])
    given = {"title": title, "version": document.version}
    assert client.post(f"/documents/{document.pk}/title/", given).status_code == 422
    assert now(document).title == "manual"


def test_a_title_that_somebody_else_changed_meanwhile_shows_both(
    world: World, sign_in: SignIn, add: Add
) -> None:
    document, client = add(world.north), sign_in(world.staff[Role.SALES])
    address, old = f"/documents/{document.pk}/title/", now(document).version
    client.post(address, {"title": "Theirs", "version": old})
    answer = client.post(address, {"title": "Mine", "version": old})
    page = answer.content.decode()
    assert (answer.status_code, now(document).title) == (409, "Theirs")
    assert "“Theirs”" in page
    assert 'value="Mine"' in page
    client.post(address, {"title": "Mine", "version": now(document).version})
    assert now(document).title == "Mine"


def test_opening_it_to_clients_is_asked_again(world: World, sign_in: SignIn, add: Add) -> None:
    document, client = add(world.north), sign_in(world.staff[Role.SALES])
    address = f"/documents/{document.pk}/audience/"
    answer = client.post(address, {"audience": "client"})
    assert "will be able to read “manual”" in answer.content.decode()
    assert now(document).audience == "staff"
    client.post(address, {"audience": "client", "sure": "yes"})
    assert now(document).audience == versions_of(document)[0].audience == "client"
    assert last_entry().changes["audience"] == ["staff", "client"]
    client.post(address, {"audience": "staff"})
    assert now(document).audience == versions_of(document)[0].audience == "staff"


def test_removed_and_restored(world: World, sign_in: SignIn, add: Add) -> None:
    document, client = add(world.north), sign_in(world.staff[Role.SALES])
    card = f"/branches/{world.north.pk}/documents/"
    answer = client.post(f"/documents/{document.pk}/removal/", headers=BY_SCRIPT)
    assert "documents-changed" in answer.headers["HX-Trigger"]
    assert last_entry().verb == "document.removed"
    assert f"/documents/{document.pk}/" not in client.get(card).content.decode()
    page = client.get(f"{card}all/").content.decode()
    assert f"/documents/{document.pk}/restoration/" in page
    client.post(f"/documents/{document.pk}/removal/")  # again: nothing to do, nothing logged
    assert last_entry().verb == "document.removed"
    client.post(f"/documents/{document.pk}/restoration/")
    assert last_entry().verb == "document.restored"
    assert f"/documents/{document.pk}/" in client.get(card).content.decode()


PAGES = ["", "title/", "audience/"]
POSTS = ["versions/", "title/", "audience/", "removal/", "restoration/"]


def test_who_may_not_edit_the_record_reads_its_documents_only(
    world: World, sign_in: SignIn, add: Add
) -> None:
    document = add(world.service, by=world.staff[Role.MANAGEMENT])
    client = sign_in(world.staff[Role.TECHNICIAN])
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert "manual.pdf" in page
    assert "Add version" not in page
    for post in POSTS:
        answer = client.post(f"/documents/{document.pk}/{post}", {"file": upload()})
        assert answer.status_code == 403, post
    assert len(versions_of(document)) == 1


@pytest.mark.parametrize("path", [*PAGES, *POSTS, "versions/1/file/", "versions/1/preview/"])
def test_an_unknown_document_is_not_found(world: World, sign_in: SignIn, path: str) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    assert client.get(f"/documents/999999999/{path}").status_code == 404
    if path in POSTS:
        assert client.post(f"/documents/999999999/{path}").status_code == 404


@pytest.mark.parametrize("path", [*PAGES, "versions/1/file/", "versions/1/preview/"])
def test_clients_find_no_page_of_it(world: World, sign_in: SignIn, add: Add, path: str) -> None:
    document = add(world.north, audience=Audience.CLIENT)
    for person in (world.alice, world.bob, world.charlie):
        assert sign_in(person).get(f"/documents/{document.pk}/{path}").status_code == 404


def seen_by(person: User) -> tuple[set[str], int]:
    """Titles and number of files, by the policies alone: no filter of Django's."""
    with as_user(person, read_only=True), connections["default"].cursor() as cursor:
        cursor.execute("SELECT title FROM documents")
        titles = {title for (title,) in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM document_versions")
        return titles, cursor.fetchone()[0]


def test_the_policies_show_clients_what_is_theirs_and_marked_for_them(
    world: World, add: Add
) -> None:
    before = {person.pk: seen_by(person) for person in (world.alice, world.bob, world.charlie)}
    add(world.north, "for north.pdf", audience=Audience.CLIENT)
    add(world.south, "for south.pdf", audience=Audience.CLIENT)
    add(world.aster, "for aster.pdf", audience=Audience.CLIENT)
    add(world.north, "for staff.pdf")
    add(world.equipment[0], "for instrument.pdf", audience=Audience.CLIENT)
    new = {
        person.pk: (seen_by(person)[0] - before[person.pk][0], seen_by(person)[1])
        for person in (world.alice, world.bob, world.charlie)
    }
    alice = {"for north", "for south", "for aster", "for instrument"}
    assert new[world.alice.pk] == (alice, before[world.alice.pk][1] + 4)
    bob = {"for north", "for instrument"}
    assert new[world.bob.pk] == (bob, before[world.bob.pk][1] + 2)
    assert new[world.charlie.pk] == (set(), before[world.charlie.pk][1])


def test_a_removed_document_and_its_files_are_gone_for_clients(
    world: World, sign_in: SignIn, add: Add
) -> None:
    before = seen_by(world.alice)
    document = add(world.north, "for north.pdf", audience=Audience.CLIENT)
    with_it = seen_by(world.alice)
    assert with_it == (before[0] | {"for north"}, before[1] + 1)
    client = sign_in(world.staff[Role.SALES])
    client.post(f"/documents/{document.pk}/removal/")
    client.post(f"/documents/{document.pk}/versions/", {"file": upload()})
    assert seen_by(world.alice) == before
    client.post(f"/documents/{document.pk}/restoration/")
    assert seen_by(world.alice) == (with_it[0], before[1] + 2)
