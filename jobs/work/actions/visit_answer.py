"""A client confirms a visit or asks for another date: they say so, the system passes it on."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.choices import AskState
from jobs.work.choices import JobStatus
from jobs.work.models import Job, VisitAnswer
from jobs.work.people import schedulers
from realsync.accounts.acting import acting_for
from realsync.accounts.models import User
from realsync.activity.models import Audience
from realsync.activity.record import record
from realsync.inbox.tell import tell
from realsync.outbox.work import enqueue, outbox_task

CONFIRMED, OTHER_DATE = "job.visit_confirmed", "job.other_date_asked"

# What follows where another date is asked for; apps above say so in `ready()`.
Follower = Callable[[VisitAnswer, Job], None]
_followers: list[Follower] = []


def register_on_other_date(follower: Follower) -> None:
    _followers.append(follower)


def confirm_visit(
    *, job: Job, by: User, starts_at: datetime, submission: UUID | None
) -> VisitAnswer:
    """To the time that they saw. Raises IntegrityError (`visit_answers_once`) for a form again."""
    return _answer(job, by, starts_at=starts_at, submission=submission, is_confirmed=True)


def ask_other_date(
    *,
    job: Job,
    by: User,
    starts_at: datetime,
    submission: UUID | None,
    wanted_from: date | None,
    wanted_to: date | None,
    text: str,
) -> VisitAnswer:
    """Raises IntegrityError (`visit_answers_once`) for a form again."""
    wanted = {"wanted_from": wanted_from, "wanted_to": wanted_to, "text": text}
    return _answer(
        job, by, starts_at=starts_at, submission=submission, is_confirmed=False, **wanted
    )


@transaction.atomic
def _answer(job: Job, by: User, **said: Any) -> VisitAnswer:
    answer = VisitAnswer.objects.create(
        job=job, company_id=job.company_id, branch_id=job.branch_id,
        user_id=by.pk, user_name=by.name, **said,
    )  # fmt: skip
    verb = CONFIRMED if answer.is_confirmed else OTHER_DATE
    names = ("wanted_from", "wanted_to", "text")
    changes = {name: (None, said[name]) for name in names if said.get(name)}
    record(by=by, verb=verb, entity=job, changes=changes, audience=Audience.CLIENT)
    enqueue(settle_visit_answer, answer.pk)
    return answer


@outbox_task(queue="quick")
def settle_visit_answer(answer_id: int) -> None:
    """Once in effect. Another date stays open until the visit is booked anew."""
    answer = VisitAnswer.objects.select_for_update(of=("self",)).get(pk=answer_id)
    if not answer.is_open:
        return
    job = Job.objects.get(pk=answer.job_id)
    if job.status != JobStatus.SCHEDULED or job.starts_at != answer.starts_at:
        told = _("The visit was booked anew before this reached us. Look at the time it has now.")
        return _settle(answer, AskState.REFUSED, told)
    verb = CONFIRMED if answer.is_confirmed else OTHER_DATE
    people = schedulers().values_list("pk", flat=True)
    tell(user_ids=people, by=acting_for(answer.user_id), verb=verb, entity=job, excerpt=answer.text)
    if answer.is_confirmed:
        return _settle(answer, AskState.DONE)
    for follower in _followers:
        follower(answer, job)


def _settle(answer: VisitAnswer, state: AskState, told: str = "") -> None:
    answer.state, answer.answer, answer.settled_at = state, told, timezone.now()
    answer.save(update_fields=["state", "answer", "settled_at"])


def settle_wishes(job: Job) -> None:
    """The visit has another time, or none: whoever asked for another date sees that it worked."""
    told = _("The visit has another time now.") if job.starts_at else _(
        "The visit is off the schedule; we look for another time."
    )  # fmt: skip
    wishes = VisitAnswer.objects.filter(job=job, state=AskState.OPEN, is_confirmed=False)
    wishes.update(state=AskState.DONE, answer=told, settled_at=timezone.now())


@transaction.atomic
def keep_date(*, job: Job, by: User, reason: str) -> int:
    """The visit stays as it is booked; who asked for another date reads why. How many asked."""
    wishes = VisitAnswer.objects.visible_to(by).filter(
        job=job, state=AskState.OPEN, is_confirmed=False
    )
    count = wishes.update(state=AskState.REFUSED, answer=reason, settled_at=timezone.now())
    if count:
        changes = {"answer": (None, reason)}
        record(by=by, verb="job.date_kept", entity=job, changes=changes, audience=Audience.CLIENT)
    return count
