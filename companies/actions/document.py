from django.db import transaction
from django.db.models import Model

from companies.background import draw_preview
from companies.documents.rules import Accepted
from companies.documents.storage import stored
from companies.models import Document, DocumentVersion
from realsync.accounts.models import User
from realsync.activity.models import Audience
from realsync.activity.record import Changes, record
from realsync.outbox.work import enqueue
from realsync.records.kinds import kind_of


class Stale(Exception):
    """Somebody has changed the document since this version of it was shown."""


@transaction.atomic
def add_document(
    *, about: Model, file: Accepted, title: str, audience: Audience, by: User
) -> Document:
    document = Document.objects.create(
        entity_type=str(about._meta.model_name), entity_id=about.pk, title=title, audience=audience
    )
    _store(document, file, number=1, by=by)
    changes: Changes = {"document": (None, title), "file": (None, file.name)}
    record(by=by, verb="document.added", entity=about, changes=changes, audience=audience)
    return document


@transaction.atomic
def add_version(*, document: Document, file: Accepted, by: User) -> DocumentVersion:
    """The next number; whoever adds one at the same time waits for it."""
    document = Document.objects.visible_to(by).select_for_update().get(pk=document.pk)
    before = latest_of(document, by)
    version = _store(document, file, number=before.number + 1 if before else 1, by=by)
    changes: Changes = {
        "document": (document.title, document.title),
        "file": (before and named(before), named(version)),
    }
    _log(document, "document.versioned", changes, by=by)
    return version


@transaction.atomic
def rename_document(*, document: Document, title: str, version: int, by: User) -> None:
    """Raises Stale if somebody has changed the document since `version`."""
    changed = Document.objects.visible_to(by).filter(pk=document.pk, version=version)
    if not changed.update(title=title):
        raise Stale
    if title != document.title:
        _log(document, "document.changed", {"document": (document.title, title)}, by=by)


@transaction.atomic
def show_document_to(*, document: Document, audience: Audience, by: User) -> None:
    before = Audience(document.audience)
    if before is audience:
        return
    Document.objects.visible_to(by).filter(pk=document.pk).update(audience=audience)
    changes: Changes = {
        "document": (document.title, document.title),
        "audience": (before.value, audience.value),
    }
    _log(document, "document.changed", changes, by=by, audience=Audience.STAFF)


@transaction.atomic
def remove_document(*, document: Document, by: User) -> None:
    """Its files stay: it can be restored."""
    if Document.objects.visible_to(by).active().filter(pk=document.pk).update(is_active=False):
        _log(document, "document.removed", {"document": (document.title, None)}, by=by)


@transaction.atomic
def restore_document(*, document: Document, by: User) -> None:
    removed = Document.objects.visible_to(by).filter(pk=document.pk, is_active=False)
    if removed.update(is_active=True):
        _log(document, "document.restored", {"document": (None, document.title)}, by=by)


@transaction.atomic
def log_download(*, version: DocumentVersion, by: User) -> None:
    changes: Changes = {
        "document": (version.document.title, version.document.title),
        "file": (None, named(version)),
    }
    _log(version.document, "document.downloaded", changes, by=by, audience=Audience.STAFF)


def latest_of(document: Document, by: User) -> DocumentVersion | None:
    versions = DocumentVersion.objects.visible_to(by).filter(document=document)
    return versions.latest_first().first()


def named(version: DocumentVersion) -> str:
    return f"{version.name} ({version.number})"


def _store(document: Document, file: Accepted, *, number: int, by: User) -> DocumentVersion:
    with stored(file.file) as name:
        version = DocumentVersion.objects.create(
            document=document,
            number=number,
            file=name,
            name=file.name,
            content_type=file.kind.content_type,
            size_bytes=file.size_bytes,
            sha256=file.sha256,
            uploaded_by_id=by.pk,
        )
        if file.kind.is_drawn:
            enqueue(draw_preview, version.pk)
    return version


def _log(
    document: Document,
    verb: str,
    changes: Changes,
    *,
    by: User,
    audience: Audience | None = None,
) -> None:
    """Under the record that the document hangs on: its timeline tells the whole story."""
    kind = kind_of(document.entity_type)
    about = kind.model(pk=document.entity_id)
    for name in ("company_id", "branch_id"):
        if hasattr(about, name):
            setattr(about, name, getattr(document, name))
    audience = audience or Audience(document.audience)
    record(by=by, verb=verb, entity=about, changes=changes, audience=audience)
