"""Adding documents to a record: who, what is stored, what is refused."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from companies.models import Document, DocumentVersion
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Activity
from tests.documents import samples
from tests.documents.conftest import stored, upload
from tests.world import World

SignIn = Callable[[User], Client]
BY_SCRIPT = {"HX-Request": "true"}
MAY_KEEP = {
    "companies": {Role.ADMIN, Role.MANAGEMENT, Role.SALES, Role.ONBOARDING},
    "branches": {Role.ADMIN, Role.MANAGEMENT, Role.SCHEDULER, Role.SALES, Role.ONBOARDING},
    "equipment": {Role.ADMIN, Role.MANAGEMENT, Role.SALES, Role.ONBOARDING, Role.TECHNICIAN},
    "services": {Role.ADMIN, Role.MANAGEMENT},
}


def rows() -> list[Document]:
    return list(Document.objects.using("owner").order_by("pk"))


def versions() -> list[DocumentVersion]:
    return list(DocumentVersion.objects.using("owner").order_by("pk"))


def ids(world: World) -> dict[str, int]:
    return {
        "companies": world.aster.pk,
        "branches": world.north.pk,
        "equipment": world.equipment[0].pk,
        "services": world.service.pk,
    }


@pytest.mark.parametrize("place", MAY_KEEP)
@pytest.mark.parametrize("role", sorted({role for roles in MAY_KEEP.values() for role in roles}))
def test_editors_and_creators_of_a_record_add_to_it(
    world: World, sign_in: SignIn, files: Path, place: str, role: Role
) -> None:
    client, before = sign_in(world.staff[role]), len(rows())
    address = f"/{place}/{ids(world)[place]}/documents/"
    may = role in MAY_KEEP[place]
    assert ("data-upload" in client.get(address).content.decode()) is may
    answer = client.post(
        f"{address}new/", {"file": upload(), "audience": "staff"}, headers=BY_SCRIPT
    )
    assert answer.status_code == (201 if may else 403)
    assert len(rows()) - before == may
    assert len(stored(files)) == may


def test_what_is_stored(world: World, sign_in: SignIn, files: Path) -> None:
    client = sign_in(world.staff[Role.SALES])
    address = f"/branches/{world.north.pk}/documents/new/"
    name = "../../Site_plan\u202e.pdf"
    answer = client.post(address, {"file": upload(name), "audience": "client"}, headers=BY_SCRIPT)
    document, version = rows()[-1], versions()[-1]
    assert answer.headers["Location"] == f"/documents/{document.pk}/"
    assert (document.title, document.audience) == ("Site plan", "client")
    assert (document.company_id, document.branch_id) == (world.aster.pk, world.north.pk)
    assert (version.number, version.name, version.audience) == (1, "Site_plan.pdf", "client")
    assert (version.content_type, version.size_bytes) == ("application/pdf", len(samples.pdf()))
    assert version.uploaded_by_id == world.staff[Role.SALES].pk
    (path,) = stored(files)
    assert path.read_bytes() == samples.pdf()
    assert "plan" not in str(version.file.name)
    entry = Activity.objects.using("owner").latest("pk")
    assert (entry.verb, entry.entity_type, entry.audience) == ("document.added", "branch", "client")
    assert entry.changes["document"] == [None, "Site plan"]


def test_without_scripts_a_form_takes_several(world: World, sign_in: SignIn, files: Path) -> None:
    client, before = sign_in(world.staff[Role.SALES]), len(rows())
    address = f"/companies/{world.aster.pk}/documents/new/"
    assert 'enctype="multipart/form-data"' in client.get(address).content.decode()
    given = {"file": [upload("a.pdf"), upload("b.png", samples.picture())], "audience": "staff"}
    answer = client.post(address, given)
    assert answer.headers["Location"] == f"/companies/{world.aster.pk}/#documents"
    assert [row.title for row in rows()[before:]] == ["a", "b"]


def test_one_bad_file_of_several_stores_none(world: World, sign_in: SignIn, files: Path) -> None:
    client, before = sign_in(world.staff[Role.SALES]), len(rows())
    given = {"file": [upload("a.pdf"), upload("b.pdf", samples.picture())], "audience": "staff"}
    answer = client.post(f"/companies/{world.aster.pk}/documents/new/", given)
    assert answer.status_code == 422
    assert "b.pdf: This file says .pdf but holds a PNG picture." in answer.content.decode()
    assert len(rows()) == before
    assert stored(files) == []


@pytest.mark.parametrize("name", samples.REFUSED)
def test_what_is_refused_leaves_nothing(
    world: World, sign_in: SignIn, files: Path, name: str
) -> None:
    client, before = sign_in(world.staff[Role.ADMIN]), len(rows())
    given = {"file": upload(name, samples.REFUSED[name]), "audience": "staff"}
    answer = client.post(f"/companies/{world.aster.pk}/documents/new/", given, headers=BY_SCRIPT)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert len(rows()) == before
    assert stored(files) == []


@pytest.mark.parametrize(
    "given",
    [
        {"audience": "staff"},
        {"file": "no file", "audience": "staff"},
        {"audience": "everybody", "file": True},
        {"file": True, "audience": "staff", "title": "x" * 201},
        {"file": True, "audience": "staff", "title": "\x00"},
        {"file": True},
    ],
)
def test_bad_input_is_a_sentence(
    world: World, sign_in: SignIn, files: Path, given: dict[str, object]
) -> None:
    client, before = sign_in(world.staff[Role.ADMIN]), len(rows())
    sent = {name: upload() if value is True else value for name, value in given.items()}
    answer = client.post(f"/companies/{world.aster.pk}/documents/new/", sent)
    if given.get("title") == "\x00":
        assert answer.status_code == 302  # nothing is left of it: the file's name is the title
        return
    assert answer.status_code == 422
    assert len(rows()) == before
    assert stored(files) == []


def test_sent_twice_it_is_added_once(world: World, sign_in: SignIn, files: Path) -> None:
    client, before, key = sign_in(world.staff[Role.ADMIN]), len(rows()), str(uuid4())
    headers = {"HX-Request": "true", "Idempotency-Key": key}
    for _attempt in range(2):
        given = {"file": upload(), "audience": "staff"}
        answer = client.post(f"/companies/{world.aster.pk}/documents/new/", given, headers=headers)
        assert answer.status_code in (201, 204)
    assert len(rows()) == before + 1
    assert len(stored(files)) == 1


def test_a_file_whose_row_fails_is_gone(world: World, sign_in: SignIn, files: Path) -> None:
    client = sign_in(world.staff[Role.ADMIN])
    client.raise_request_exception = False
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "ALTER TABLE document_versions ADD CONSTRAINT never CHECK (number < 0) NOT VALID"
        )
    try:
        given = {"file": upload(), "audience": "staff"}
        answer = client.post(
            f"/companies/{world.aster.pk}/documents/new/", given, headers=BY_SCRIPT
        )
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE document_versions DROP CONSTRAINT never")
    assert answer.status_code == 400
    assert stored(files) == []
