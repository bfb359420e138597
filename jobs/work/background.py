"""What happens to work in the worker: contacts are told of what falls due."""

from celery import shared_task

from jobs.work.recall.sending import note_given_up
from jobs.work.recall.stages import today
from jobs.work.recall.writing import write_recalls
from realsync.db.scope import as_system
from realsync.outbox.work import enqueue


@shared_task(name="recalls.tell")  # type: ignore[untyped-decorator]
def tell_recalls() -> None:
    with as_system("recall notices"):
        note_given_up()
        enqueue(write_recalls, today().isoformat(), 0)
