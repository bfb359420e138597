"""What happens to tasks in the worker."""

from celery import shared_task
from django.utils.translation import gettext as _

from realsync.accounts.acting import acting_for
from realsync.db.scope import as_system
from realsync.inbox.tell import tell
from realsync.outbox.work import enqueue, outbox_task
from tasks.actions.follow_up import follow_up_quotes, settle_follow_ups
from tasks.actions.reassignment import AT_ONCE, Reassigned, reassign
from tasks.models import Task

NAMED = 5
REASSIGNED = "task.reassigned"


@outbox_task(queue="quick")
def reassign_tasks(
    ids: list[int], by_id: int, to_id: int, moved: int, skipped: list[list[str]]
) -> None:
    """A portion, and the next one behind it; in the end whoever asked is told what was skipped."""
    by = acting_for(by_id)
    done = reassign(ids=ids[:AT_ONCE], by=by, to_id=to_id)
    moved += done.moved
    skipped = [*skipped, *map(list, done.skipped)]
    if ids[AT_ONCE:]:
        enqueue(reassign_tasks, ids[AT_ONCE:], by_id, to_id, moved, skipped)
        return
    last = Task.objects.filter(pk__in=ids).order_by("pk").last()
    if last is not None:
        named = [(title, why) for title, why in skipped]
        told = in_words(Reassigned(moved, named))
        tell(user_ids=[by_id], by=None, verb=REASSIGNED, entity=last, excerpt=told)


@shared_task(name="tasks.follow_up_quotes")  # type: ignore[untyped-decorator]
def follow_up() -> None:
    """Until each quote that asks for it has its task; those that were answered need none."""
    with as_system("follow-ups of answered quotes end"):
        settle_follow_ups()
    made = 1
    while made:
        with as_system("quotes are followed up"):
            made = follow_up_quotes(most=AT_ONCE)


def in_words(done: Reassigned) -> str:
    told = _("Moved: %(moved)d. Not moved: %(skipped)d.") % {
        "moved": done.moved,
        "skipped": len(done.skipped),
    }
    named = [f"{title}: {why}" for title, why in done.skipped[:NAMED]]
    return " ".join([told, *named])
