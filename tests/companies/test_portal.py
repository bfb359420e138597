"""What the house tells its clients in the portal, and what they write to it."""

import struct
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core import signing
from django.db import Error, connection, transaction
from django.db.models.functions import Now
from django.test import Client

from companies.actions.message import deliver_message
from companies.models import Acknowledgement, Message, Note, Notice
from companies.models.notice import NEWS, unread_notices
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from realsync.db.scope import Scope, ScopeRole, as_system, as_user, open_scope, scope_of
from realsync.inbox.models import InboxItem
from tasks.models import Task
from tests.database import as_worker
from tests.world import World

SEEN = "INSERT INTO acknowledgements (notice_id, company_id, branch_id, user_id, shown_at)"
SignIn = Callable[[User], Client]


def notice(world: World, **values: Any) -> Notice:
    place = {"company": world.aster, "branch": world.north, **values}
    return Notice.objects.using("owner").create(kind="general", title="We move", **place)


def shown(pk: int) -> dict[str, str]:
    return {"shown": signing.dumps([pk, "2026-11-01T08:00:00+00:00"], salt="notice.shown")}


def test_a_notice_is_acknowledged_once_by_whoever_sees_it(
    world: World, restored: None, sign_in: SignIn
) -> None:
    row = notice(world, needs_acknowledgement=True)
    alice, bob, charlie = map(sign_in, (world.alice, world.bob, world.charlie))
    page, button = f"/portal/notices/{row.pk}/", f"/portal/notices/{row.pk}/acknowledgement/"
    assert "unread-count" in bob.get("/portal/equipment/").content.decode()
    assert b"We move" in bob.get("/portal/notices/?needs=acknowledgement").content
    unknown = charlie.get("/portal/notices/999999999/")
    assert (charlie.get(page).status_code, charlie.get(page).content) == (404, unknown.content)
    assert charlie.post(button, shown(row.pk)).status_code == 404
    assert bob.post(button, {"shown": "never"}).status_code == 400
    assert bob.post(button, shown(world.notices["own"].pk)).status_code == 400
    for _twice in range(2):
        assert bob.post(button, shown(row.pk)).status_code == 302
    (seen,) = Acknowledgement.objects.using("owner").filter(notice=row)
    assert (seen.user_id, seen.user_name, seen.branch_id) == (
        world.bob.pk,
        "Bob Baker",
        world.north.pk,
    )
    assert seen.shown_at.isoformat() == "2026-11-01T08:00:00+00:00"
    logged = Activity.objects.using("owner").filter(verb="notice.acknowledged")
    assert [(entry.actor_id, entry.branch_id) for entry in logged] == [
        (world.bob.pk, world.north.pk)
    ]
    assert b"Acknowledged by Bob Baker" in alice.get(page).content
    assert b"We move" not in alice.get("/portal/notices/?needs=acknowledgement").content


def test_news_of_the_whole_company_is_its_managers_and_read_by_each(
    world: World, restored: None, sign_in: SignIn
) -> None:
    row = notice(world, branch=None)
    alice, erin, bob = map(sign_in, (world.alice, world.erin, world.bob))
    page, button = f"/portal/notices/{row.pk}/", f"/portal/notices/{row.pk}/acknowledgement/"
    assert bob.get(page).status_code == 404
    assert b"hx-trigger" in alice.get(page).content
    assert alice.post(button, shown(row.pk), headers={"HX-Request": "true"}).status_code == 204
    assert b"hx-trigger" not in alice.get(page).content
    assert b"hx-trigger" in erin.get(page).content
    erin.post("/portal/company/", {"company": world.corona.pk})
    assert erin.get(page).status_code == 404


def test_what_is_unread_is_counted_as_the_client(world: World, restored: None) -> None:
    """Whichever company and branch is asked for: the policies know whose it is."""
    for branch in (world.north, world.south, None):
        notice(world, branch=branch)
    counted: dict[tuple[str, str], int] = {}
    for name, person in (("alice", world.alice), ("bob", world.bob), ("charlie", world.charlie)):
        with open_scope(scope_of(person), read_only=True, names=("notice",)) as marks:
            assert marks.unread == unread_notices(scope_of(person))
            with connection.cursor() as cursor:
                for place, branches in (("aster", None), ("north", [world.north.pk])):
                    asked: list[Any] = [world.aster.pk, branches, world.alice.pk, NEWS]
                    cursor.execute("SELECT unread_notices(%s, %s, %s, %s)", asked)
                    (counted[name, place],) = cursor.fetchone()
    assert counted["alice", "aster"] == counted["bob", "aster"] + 2
    assert counted["alice", "north"] == counted["bob", "north"] == counted["bob", "aster"] > 0
    assert counted["charlie", "aster"] == counted["charlie", "north"] == 0
    with open_scope(scope_of(world.bob), read_only=True, names=("equipment",)) as marks:
        assert marks.unread is None
    with open_scope(scope_of(world.people["admin"]), read_only=True, names=("notice",)) as marks:
        assert marks.unread is None


def test_news_is_unread_for_its_time(
    world: World, restored: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companies.models.notice.NEWS", timedelta(days=10))
    row = Notice.objects.using("owner").filter(pk=notice(world, branch=None).pk)

    def unread(age: timedelta) -> int:
        row.update(created_at=Now() - age)
        with as_user(world.alice, read_only=True):
            return unread_notices(scope_of(world.alice))

    assert unread(timedelta(days=9)) == unread(timedelta(days=11)) + 1


def test_staff_publish_and_see_who_has_acknowledged(
    world: World, restored: None, sign_in: SignIn
) -> None:
    sales, technician = sign_in(world.staff[Role.SALES]), sign_in(world.staff[Role.TECHNICIAN])
    place = f"/branches/{world.north.pk}/notices/"
    sent = {"title": "Closed on Monday", "text": "No visits", "needs_acknowledgement": "on"}
    assert technician.get(place).status_code == 200
    assert technician.post(place, sent).status_code == 403
    assert sales.post(place, {"title": " ", "text": ""}).status_code == 422
    assert sales.post(place, sent).status_code == 302
    row = Notice.objects.using("owner").get(title="Closed on Monday")
    assert (row.company_id, row.branch_id, row.needs_acknowledgement) == (
        world.aster.pk,
        world.north.pk,
        True,
    )
    assert "Not acknowledged yet" in sales.get(place).content.decode()
    sign_in(world.bob).post(f"/portal/notices/{row.pk}/acknowledgement/", shown(row.pk))
    assert "Acknowledged by Bob Baker" in sales.get(place).content.decode()


def test_a_notice_is_withdrawn_with_a_reason_and_says_nothing_any_more(
    world: World, restored: None, sign_in: SignIn
) -> None:
    row = notice(world, needs_acknowledgement=True, text="Of somebody else")
    sales, alice = sign_in(world.staff[Role.SALES]), sign_in(world.alice)
    path, page = f"/notices/{row.pk}/withdrawal/", f"/portal/notices/{row.pk}/"
    technician = sign_in(world.staff[Role.TECHNICIAN])
    assert technician.post(path, {"reason": "x"}).status_code == 403
    assert path in sales.get(f"/branches/{world.north.pk}/notices/").content.decode()
    assert sales.post(path, {"reason": " "}).status_code == 422
    assert sales.post(path, {"reason": "Sent to the wrong one"}).status_code == 302
    assert sales.post(path, {"reason": "Again"}).status_code == 409
    told = alice.get(page).content.decode()
    assert "Sent to the wrong one" in told
    assert "Of somebody else" not in told
    assert "letter-answer" not in told
    assert b"We move" not in alice.get("/portal/").content
    assert b"We move" not in alice.get("/portal/notices/?needs=acknowledgement").content
    assert b"Withdrawn" in alice.get("/portal/notices/").content
    alice.post(f"{page}acknowledgement/", shown(row.pk))
    assert not Acknowledgement.objects.using("owner").filter(notice=row).exists()
    (entry,) = Activity.objects.using("owner").filter(verb="notice.withdrawn")
    assert entry.changes["reason"] == [None, "Sent to the wrong one"]


def test_a_message_reaches_the_office_and_its_answer_the_client(
    world: World, restored: None, sign_in: SignIn
) -> None:
    bob, sales = sign_in(world.bob), world.staff[Role.SALES]
    sent = {"branch": world.north.pk, "text": "May we come at eight?", "key": str(uuid4())}
    sent["opened_in"] = world.aster.pk
    for _twice in range(2):
        assert bob.post("/portal/messages/", sent).status_code == 302
    assert "May we come at eight?" in bob.get("/portal/messages/").content.decode()
    (message,) = Message.objects.using("owner").filter(text="May we come at eight?")
    for _twice in range(2):
        with as_worker(), as_system("what a client wrote"):
            deliver_message.function(message.pk)
    (note,) = Note.objects.using("owner").filter(text="May we come at eight?")
    assert (note.author_id, note.audience, note.entity_id) == (
        world.bob.pk,
        "client",
        world.north.pk,
    )
    told = InboxItem.objects.using("owner").filter(verb="message.received")
    assert [item.user_id for item in told] == [sales.pk]
    (task,) = Task.objects.using("owner").filter(title="Answer the client's message")
    assert (task.entity_id, task.assignee_id) == (world.north.pk, None)
    page = bob.get("/portal/messages/").content.decode()
    assert page.count("May we come at eight?") == 1
    office = {"text": "Gladly", "audience": "client", "kind": "note"}
    answer = sign_in(sales).post(f"/branches/{world.north.pk}/notes/new/", office)
    assert answer.status_code == 302
    page = bob.get("/portal/messages/").content.decode()
    assert "Gladly" in page
    assert "Our office" in page
    assert sales.name not in page
    latest = Note.objects.using("owner").latest("pk").pk
    assert "hx-trigger" in page
    for _twice in range(2):
        assert bob.post("/portal/messages/seen/", {"note": latest}).status_code == 302
    assert "hx-trigger" not in bob.get("/portal/messages/").content.decode()
    assert bob.post("/portal/messages/seen/", {"note": world.notes["staff"].pk}).status_code == 404


def test_nobody_writes_where_they_are_not(world: World, restored: None, sign_in: SignIn) -> None:
    before = Message.objects.using("owner").count()
    for person, branch in (
        (world.bob, world.south),
        (world.bob, None),
        (world.alice, world.foreign_branch),
    ):
        sent = {"branch": branch.pk if branch else "", "text": "Hello", "key": str(uuid4())}
        assert sign_in(person).post("/portal/messages/", sent).status_code == 422
    erin = sign_in(world.erin)
    erin.post("/portal/company/", {"company": world.corona.pk})
    stale = {"branch": "", "text": "Hello", "key": str(uuid4()), "opened_in": world.aster.pk}
    answer = erin.post("/portal/messages/", stale)
    assert answer.status_code == 400
    assert b"opened for another company" in answer.content
    for wrong in ({"text": " "}, {"text": "x" * 5000}, {"key": "x"}, {"branch": "x"}):
        again = {"branch": "", "text": "Hello", "key": str(uuid4())} | wrong
        assert sign_in(world.alice).post("/portal/messages/", again).status_code == 422, wrong
    nobody = sign_in(world.frank)
    sent = {"branch": "", "text": "Hello", "key": str(uuid4())}
    assert "No company yet" in nobody.post("/portal/messages/", sent).content.decode()
    assert Message.objects.using("owner").count() == before


@pytest.mark.parametrize(
    "statement",
    [
        SEEN + " VALUES ({foreign}, {aster}, {north}, {bob}, now())",
        SEEN + " VALUES ({fenced}, {aster}, {north}, {bob}, now())",
        SEEN + " VALUES ({own}, {aster}, {north}, {alice}, now())",
        "INSERT INTO messages (company_id, branch_id, user_id, text, key)"
        " VALUES ({aster}, {south}, {bob}, 'x', gen_random_uuid())",
        "INSERT INTO messages (company_id, user_id, text, key)"
        " VALUES ({aster}, {bob}, 'x', gen_random_uuid())",
        "INSERT INTO messages (company_id, branch_id, user_id, text, key)"
        " VALUES ({aster}, {north}, {alice}, 'x', gen_random_uuid())",
        "INSERT INTO messages (company_id, branch_id, user_id, text, key, state)"
        " VALUES ({aster}, {north}, {bob}, 'x', gen_random_uuid(), 'done')",
        "UPDATE messages SET text = 'y'",
        "DELETE FROM acknowledgements",
        "INSERT INTO notices (company_id, branch_id, kind, title)"
        " VALUES ({aster}, {north}, 'general', 'x')",
    ],
)
def test_raw_sql_of_a_branch_adds_nothing_that_is_not_theirs(world: World, statement: str) -> None:
    ids = {name: row.pk for name, row in world.notices.items()}
    ids |= {n: getattr(world, n).pk for n in ("aster", "north", "south", "alice", "bob")}
    scope = Scope(
        ScopeRole.BRANCH,
        user_id=world.bob.pk,
        company_id=world.aster.pk,
        branch_ids=(world.north.pk,),
    )
    with pytest.raises(Error), open_scope(scope), connection.cursor() as cursor:
        cursor.execute(statement.format(**ids))
    assert transaction.get_autocommit()


def test_documents_for_clients_are_listed_and_nobody_elses_are_found(
    world: World, sign_in: SignIn
) -> None:
    alice, bob = sign_in(world.alice), sign_in(world.bob)
    assert b"The gate is on the left" in bob.get("/portal/documents/").content
    assert b"Two doors" not in bob.get("/portal/documents/").content
    assert b"Two doors" in alice.get("/portal/documents/?q=doors").content
    for name in ("staff", "fenced", "foreign"):
        assert bob.get(f"/portal/documents/{world.documents[name].pk}/").status_code == 404


def test_a_phone_can_install_it(world: World, sign_in: SignIn) -> None:
    page = sign_in(world.bob).get("/portal/").content.decode()
    assert '<link rel="manifest" href="/portal/manifest.webmanifest">' in page
    assert 'rel="apple-touch-icon"' in page
    answer = Client().get("/portal/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert (manifest["start_url"], manifest["display"]) == ("/portal/", "standalone")
    assert [icon["purpose"] for icon in manifest["icons"]] == ["any", "any", "maskable"]
    for icon in manifest["icons"]:
        name = icon["src"].removeprefix("/static/")
        with staticfiles_storage.open(name) as file:
            width, height = struct.unpack(">II", file.read(24)[16:])
        assert icon["sizes"] == f"{width}x{height}"
