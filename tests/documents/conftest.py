from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from companies.actions.document import add_document
from companies.documents.rules import accept
from companies.models import Document, DocumentVersion
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.models import Audience
from realsync.db.scope import as_user
from tests.documents import samples
from tests.world import World

Add = Callable[..., Document]


@pytest.fixture(autouse=True)
def _stored(files: Path) -> None:
    """All of them store files."""


@pytest.fixture
def add(world: World) -> Add:
    """`add(world.north, audience=Audience.CLIENT)`: a document there, by somebody of sales."""

    def add_it(
        about: Model,
        name: str = "manual.pdf",
        content: bytes | None = None,
        *,
        by: User | None = None,
        audience: Audience = Audience.STAFF,
    ) -> Document:
        person = by or world.staff[Role.SALES]
        given: dict[str, Any] = {"title": name.split(".")[0], "audience": audience, "by": person}
        with as_user(person):
            return add_document(about=about, file=accept(upload(name, content)), **given)

    return add_it


def upload(name: str = "manual.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.pdf() if content is None else content)


def stored(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def versions_of(document: Document) -> list[DocumentVersion]:
    rows = DocumentVersion.objects.using("owner").filter(document_id=document.pk)
    return list(rows.order_by("number"))
