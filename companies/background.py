"""What happens to documents after they were stored."""

from companies.documents.previews import NothingToDraw, preview_of
from companies.models import DocumentVersion
from realsync.outbox.work import outbox_task


@outbox_task(queue="heavy")
def draw_preview(version_id: int) -> None:
    """Drawn anew if the worker died meanwhile; the picture of before is swept."""
    version = DocumentVersion.objects.filter(pk=version_id, preview="").first()
    if version is None:
        return
    try:
        with version.file.open("rb") as file:
            name = preview_of(file, version.content_type)
    except (NothingToDraw, FileNotFoundError):
        return
    DocumentVersion.objects.filter(pk=version_id).update(preview=name)
