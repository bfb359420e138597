"""What hangs on records of every kind, under the address of each."""

from django.urls import URLPattern, path

from companies.views import documents, notes
from realsync.activity.views import timeline


def panel_urls(entity: str) -> list[URLPattern]:
    """Notes, documents and history of the records of this kind."""
    kind = {"entity": entity}
    return [
        path("<record:pk>/notes/", notes.record_notes, kind, name="notes"),
        path("<record:pk>/notes/all/", notes.all_notes, kind, name="all_notes"),
        path("<record:pk>/notes/new/", notes.note_new, kind, name="new_note"),
        path("<record:pk>/timeline/", timeline.record_timeline, kind, name="timeline"),
        path("<record:pk>/timeline/all/", timeline.whole_timeline, kind, name="all_timeline"),
        path("<record:pk>/documents/", documents.documents_card, kind, name="documents"),
        path("<record:pk>/documents/all/", documents.documents_page, kind, name="all_documents"),
        path("<record:pk>/documents/new/", documents.document_new, kind, name="new_document"),
    ]
