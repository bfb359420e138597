"""What of a client's instruments is in hand already, and how far a request for service is."""

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.choices import AskState
from jobs.work.choices import DONE, JobStatus
from jobs.work.models import JobItem, ServiceRequestItem
from realsync.db.scope import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


class InHand(NamedTuple):
    """Where an instrument is being dealt with; no job yet: somebody has just asked for it."""

    job_id: int | None
    number: str


def in_hand(user: Person, equipment: Collection[int]) -> dict[int, InHand]:
    """By instrument, those of an open job or of a request that has just been sent. Two queries."""
    asked = ServiceRequestItem.objects.visible_to(user).filter(
        equipment__in=equipment, request__state=AskState.OPEN
    )
    found = {pk: InHand(None, "") for pk in asked.values_list("equipment_id", flat=True)}
    return found | on_open_jobs(user, equipment)


def on_open_jobs(user: Person, equipment: Collection[int]) -> dict[int, InHand]:
    items = JobItem.objects.visible_to(user).active().filter(equipment__in=equipment)
    items = items.exclude(job__status__in=DONE)
    rows = items.values_list("equipment_id", "job_id", "job__number")
    return {pk: InHand(job, number) for pk, job, number in rows if pk is not None}


class Progress(NamedTuple):
    text: "Promise"
    look: str


RECEIVED = Progress(_("Received"), "accent")
PLANNING = Progress(_("We look for a date"), "accent")
BOOKED = Progress(_("Booked"), "accent")
AT_WORK = Progress(_("At work"), "warn")
DONE_WITH = Progress(_("Done"), "good")
DECLINED = Progress(_("Declined"), "bad")
OF_JOB: dict[str, Progress] = {
    JobStatus.SCHEDULED: BOOKED,
    JobStatus.IN_PROGRESS: AT_WORK,
    JobStatus.PENDING_REVIEW: AT_WORK,
    JobStatus.COMPLETED: DONE_WITH,
    JobStatus.INVOICED: DONE_WITH,
    JobStatus.CANCELLED: DECLINED,
}


def _of(*wanted: Progress) -> list[str]:
    return [job_status for job_status, progress in OF_JOB.items() if progress in wanted]


# What a client looks for among theirs, as that progress says it.
REFUSED = Q(state=AskState.REFUSED) | Q(job__status=JobStatus.CANCELLED)
BY_PROGRESS: dict[str, tuple["Promise", Q]] = {
    "waiting": (_("Not booked yet"), ~REFUSED & (Q(job=None) | ~Q(job__status__in=OF_JOB))),
    "booked": (_("Booked or at work"), Q(job__status__in=_of(BOOKED, AT_WORK))),
    "done": (_("Done"), Q(job__status__in=_of(DONE_WITH))),
    "declined": (_("Declined"), REFUSED),
}


def progress_of(state: str, job_status: str | None) -> Progress:
    """Of a request, by its own state and by that of the job that came of it."""
    if state == AskState.REFUSED:
        return DECLINED
    return OF_JOB.get(job_status, PLANNING) if job_status else RECEIVED
