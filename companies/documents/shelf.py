"""The documents of a record as a page shows them: each with its latest file and whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

from companies.documents.kinds import TEXT, FileKind, kind_of_file
from companies.documents.names import split
from companies.models import Document, DocumentVersion
from companies.models.document import DocumentQuerySet
from realsync.accounts.models import NamedPerson
from realsync.pages.requests import Viewer


@dataclass(frozen=True)
class ShownVersion:
    version: DocumentVersion
    person: str

    @property
    def kind(self) -> FileKind:
        return kind_of_file(self.version.content_type) or TEXT

    @property
    def ending(self) -> str:
        return split(self.version.name)[1].upper()


@dataclass(frozen=True)
class ShownDocument:
    document: Document
    latest: ShownVersion


def documents_of(record: Model, user: Viewer) -> DocumentQuerySet:
    """The latest first."""
    return Document.objects.visible_to(user).about(record).order_by("-pk")


def shown_documents(documents: Iterable[Document], user: Viewer) -> list[ShownDocument]:
    rows = list(documents)
    latest = DocumentVersion.objects.visible_to(user).filter(document__in=rows)
    by_document = {
        shown.version.document_id: shown
        for shown in shown_versions(latest.order_by("document_id", "-number").distinct("document"))
    }
    return [ShownDocument(row, by_document[row.pk]) for row in rows if row.pk in by_document]


def shown_versions(versions: Iterable[DocumentVersion]) -> list[ShownVersion]:
    rows = list(versions)
    people = NamedPerson.objects.filter(pk__in={row.uploaded_by_id for row in rows})
    names = dict(people.values_list("pk", "name"))
    return [ShownVersion(row, names.get(row.uploaded_by_id, "")) for row in rows]
