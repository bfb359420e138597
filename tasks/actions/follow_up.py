"""What quotes ask for by themselves: one that nobody answers, and one that has expired."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.quotes.choices import QuoteStatus
from jobs.quotes.models import Quote
from jobs.quotes.people import owners
from jobs.quotes.terms import terms_now
from realsync.activity.record import record
from realsync.db.violations import is_held
from realsync.editing.writing import assign
from tasks.actions.task import make_task
from tasks.choices import TaskStatus
from tasks.models import Task

# What expired longer ago is not brought up again.
EXPIRED_DAYS = 30


def no_answer() -> str:
    """How the title of such a task begins; the quote's number follows."""
    return _("No answer yet to quote")


def has_expired() -> str:
    return _("Expired without an answer: quote")


@transaction.atomic
def follow_up_quotes(*, most: int) -> int:
    """A task for the owner of each quote that asks for it, once; how many. The system's work.

    Whoever closes the task hears of that quote no more. What belongs to somebody who has left
    is nobody's, for the others to take.
    """
    people = set(owners().values_list("pk", flat=True))
    made = 0
    for title, quote in _asking(most):
        if _is_made(title, quote):
            continue
        owner = quote.owner_id if quote.owner_id in people else None
        make_task(title=title, due_on=timezone.localdate(), about=quote, assignee_id=owner)
        made += 1
    return made


def _asking(most: int) -> Iterator[tuple[str, Quote]]:
    """Each quote is ours until the transaction ends: of two beats one makes the task."""
    quotes = Quote.objects.active()
    asked_by = timezone.now() - timedelta(days=terms_now().follow_up_days)
    since = timezone.localdate() - timedelta(days=EXPIRED_DAYS)
    for begins, asking in (
        (no_answer(), quotes.filter(status=QuoteStatus.SENT, sent_at__lte=asked_by)),
        (has_expired(), quotes.filter(status=QuoteStatus.EXPIRED, valid_until__gte=since)),
    ):
        for quote in _without_task(asking, begins)[:most]:
            yield f"{begins} {quote.number}", quote


def _without_task(quotes: Any, begins: str) -> Any:
    title = Concat(Value(f"{begins} "), OuterRef("number"))
    made = Task.objects.filter(
        entity_type="quote", entity_id=OuterRef("pk"), is_system_generated=True, title=title
    )
    waiting = quotes.filter(~Exists(made)).order_by("number", "pk")
    return waiting.select_for_update(of=("self",), skip_locked=True)


def _is_made(title: str, quote: Quote) -> bool:
    """Looked up again once the quote is ours: the other beat may just have made it."""
    return Task.objects.about(quote).filter(title=title, is_system_generated=True).exists()


def settle_follow_ups() -> int:
    """Who waits for an answer that has come waits no more; how many. The system's work."""
    answered = Quote.objects.exclude(status=QuoteStatus.SENT)
    done = 0
    for task in _open_follow_ups().filter(entity_id__in=answered.values("pk")):
        try:
            with transaction.atomic():
                changes = assign(task, {"status": TaskStatus.CANCELLED})
                record(by=None, verb="task.cancelled", entity=task, changes=changes)
        except OperationalError as error:
            if not is_held(error):
                raise
            continue  # somebody is writing in it: the next beat comes in an hour
        done += 1
    return done


def _open_follow_ups() -> QuerySet[Task]:
    tasks = Task.objects.open().filter(entity_type="quote", is_system_generated=True)
    return tasks.filter(title__startswith=no_answer()).order_by("pk")
