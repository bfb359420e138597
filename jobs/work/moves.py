"""The moves of a job as resources: `/jobs/42/completion/`. Who may make which, and what it asks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from jobs.work.choices import JobStatus
from jobs.work.forms import CancelForm, InvoiceForm, MoveForm, ScheduleForm
from jobs.work.models import Job
from jobs.work.policies import may_work_on
from realsync.accounts.permissions import Permission
from realsync.pages.requests import Viewer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


@dataclass(frozen=True)
class Move:
    noun: str
    to: JobStatus
    verb: str  # of its entry in the log
    text: "Promise"  # of its button
    told: "Promise"
    icon: str
    permission: Permission = Permission.JOB_SCHEDULE
    form: type[MoveForm] = MoveForm
    # Where one noun leads to a state from some of the states only.
    of: tuple[JobStatus, ...] = ()

    def is_offered(self, job: Job) -> bool:
        if self.of and job.status not in self.of:
            return False
        return job.may_move_to(self.to) or (self.noun == "schedule" and job.status == self.to)

    def may_be_made_by(self, user: Viewer, job: Job) -> bool:
        return user.may(self.permission) and may_work_on(user, job)


NEW, QUOTED, ACCEPTED = JobStatus.NEW, JobStatus.QUOTED, JobStatus.ACCEPTED
MOVES = (
    Move("schedule", JobStatus.SCHEDULED, "job.scheduled", _("Assign and schedule"),
         _("Without a time the job is only assigned. Nobody has two jobs at one time."),
         "calendar-clock", form=ScheduleForm),
    Move("start", JobStatus.IN_PROGRESS, "job.started", _("Start"),
         _("The work begins now."), "wrench", Permission.JOB_EDIT, of=(JobStatus.SCHEDULED,)),
    Move("review", JobStatus.PENDING_REVIEW, "job.handed_in", _("Hand in for review"),
         _("The work is done, and somebody of the office looks at it."), "send",
         Permission.JOB_EDIT),
    Move("completion", JobStatus.COMPLETED, "job.completed", _("Complete"),
         _("All is done. The items of the job change no more."), "circle-check"),
    Move("rework", JobStatus.IN_PROGRESS, "job.reworked", _("Back to work"),
         _("Something is missing, and the work goes on."), "rotate-ccw",
         of=(JobStatus.PENDING_REVIEW,)),
    Move("invoice", JobStatus.INVOICED, "job.invoiced", _("Mark as invoiced"),
         _("Accounting has invoiced it."), "file-text", form=InvoiceForm),
    Move("acceptance", ACCEPTED, "job.accepted", _("Mark as accepted"),
         _("The client has agreed to it."), "check", of=(NEW, QUOTED)),
    Move("unscheduling", ACCEPTED, "job.unscheduled", _("Take off the schedule"),
         _("The job stays accepted, without technician and time."), "calendar",
         of=(JobStatus.SCHEDULED,)),
    Move("quotation", QUOTED, "job.quoted", _("Mark as quoted"),
         _("The client has a quote and thinks about it."), "mail", of=(NEW,)),
    Move("reopening", NEW, "job.reopened", _("Back to new"),
         _("The quote came to nothing, and the job is planned anew."), "rotate-ccw", of=(QUOTED,)),
    Move("cancellation", JobStatus.CANCELLED, "job.cancelled", _("Cancel the job"),
         _("A cancelled job stays as it is and can be read, with the reason."), "circle-x",
         form=CancelForm),
)  # fmt: skip
BY_NOUN = {move.noun: move for move in MOVES}


def moves_of(job: Job, user: Viewer) -> list[Move]:
    """Those that this person can make now."""
    return [move for move in MOVES if move.is_offered(job) and move.may_be_made_by(user, job)]
