"""From the table to the workers. Any number of sweepers may run at once."""

from collections.abc import Callable
from typing import get_args

from django.db.models import Count, Q
from django.db.models.functions import Now

from realsync.db.scope import as_system
from realsync.outbox.models import RESEND_AFTER, OutboxRow
from realsync.outbox.work import Queue

# So many rows of a queue are with the broker at once. Without a limit, a backlog of 10,000
# mails would be sent again every 20 s, and the workers would only sort out duplicates.
ROOM: dict[Queue, int] = {"quick": 500, "heavy": 20, "refresh": 20}

Send = Callable[[int, Queue], None]


def send_due(send: Send) -> int:
    """Hand every due row to `send`, and return how many.

    A row is marked before it is sent: if the broker fails now, it is due again in 20 s.
    Rows that a worker is busy with are locked by it, hence skipped.
    """
    with as_system("outbox sweep"):
        claimed = {queue: claim(queue, room) for queue, room in rooms().items()}
    for queue, ids in claimed.items():
        for row_id in ids:
            send(row_id, queue)
    return sum(map(len, claimed.values()))


def rooms() -> dict[Queue, int]:
    """Of the queues that have due rows, how many more may be sent now."""
    waiting = OutboxRow.objects.filter(done_at=None, available_at__isnull=False)
    due = Count("id", filter=Q(available_at__lte=Now()))
    in_flight = Count("id", filter=Q(sent_at__isnull=False, available_at__gt=Now()))
    counts = waiting.values_list("queue").annotate(due=due, in_flight=in_flight)
    taken = {queue: in_flight for queue, due, in_flight in counts if due}
    return {queue: ROOM[queue] - taken[queue] for queue in get_args(Queue) if queue in taken}


def claim(queue: Queue, room: int) -> list[int]:
    due = OutboxRow.objects.due(queue).select_for_update(skip_locked=True)
    ids = list(due.values_list("id", flat=True)[: max(room, 0)])
    OutboxRow.objects.filter(id__in=ids).update(sent_at=Now(), available_at=Now() + RESEND_AFTER)
    return ids
