"""Exports that are made in the background, a portion at a time."""

from celery import shared_task
from django.db.models.functions import Now

from realsync.exports.building import go_on
from realsync.exports.choices import ExportState
from realsync.exports.models import Export
from realsync.exports.sweep import end_stuck, sweep
from realsync.exports.told import tell_and_log
from realsync.outbox.work import enqueue, outbox_task


@outbox_task(queue="heavy")
def build_export(export_id: int) -> None:
    """A portion of it, and the next one behind it."""
    export = Export.objects.open().select_for_update(of=("self",)).filter(pk=export_id).first()
    if export is None:
        return
    go_on(export)
    if export.state == ExportState.OPEN:
        enqueue(build_export, export_id)
    else:
        tell_and_log(export)


@outbox_task(queue="quick")
def stop_export(export_id: int, user_id: int) -> None:
    """Once the portion that is being written is over."""
    mine = Export.objects.open().filter(pk=export_id, user_id=user_id)
    mine.update(state=ExportState.CANCELLED, settled_at=Now(), parts=[])


@shared_task(name="exports.sweep")  # type: ignore[untyped-decorator]
def sweep_exports() -> None:
    end_stuck()
    sweep()
