"""What nobody needs any more of lists."""

from celery import shared_task

from realsync.db.scope import as_system
from realsync.lists.models import Selection
from realsync.lists.models.selection import MOST_KEPT


@shared_task(name="lists.sweep_selections")  # type: ignore[untyped-decorator]
def sweep_selections() -> None:
    with as_system("selections that are a day old, or one of very many"):
        Selection.objects.lapsed().delete()
        Selection.objects.beyond_newest(MOST_KEPT).delete()
