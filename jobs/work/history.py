"""What happens to jobs, in words, and what belongs to the history of each."""

from django.utils.translation import gettext_lazy as _

from companies.history import MOST_KIN
from jobs.work.actions.request import ASKED
from jobs.work.actions.visit_answer import CONFIRMED, OTHER_DATE
from jobs.work.models import Absence, Holiday, JobItem
from realsync.accounts.permissions import Permission
from realsync.activity.subjects import Subject, register_kin, register_subject
from realsync.activity.verbs import Group, Verb, register_verbs, verbs_of_record
from realsync.inbox.verbs import Told, register_told
from realsync.pages.requests import Viewer

VERBS = {
    **verbs_of_record(
        "job",
        _("{who} created the job"),
        _("{who} changed the job"),
        _("{who} retired the job"),
        _("{who} restored the job"),
    ),
    **verbs_of_record(
        "jobitem",
        _("{who} added an item"),
        _("{who} changed an item"),
        _("{who} took out an item"),
        _("{who} put back an item"),
    ),
    **verbs_of_record(
        "absence",
        _("{who} noted an absence"),
        _("{who} changed an absence"),
        _("{who} took back an absence"),
        _("{who} noted an absence again"),
    ),
    **verbs_of_record(
        "holiday",
        _("{who} noted a public holiday"),
        _("{who} changed a public holiday"),
        _("{who} took back a public holiday"),
        _("{who} noted a public holiday again"),
    ),
    **verbs_of_record(
        "standard",
        _("{who} added the standard"),
        _("{who} changed the standard"),
        _("{who} retired the standard"),
        _("{who} restored the standard"),
    ),
    "standard.failed": Verb(_("{who} marked the standard as failed"), Group.CHANGED, "bad"),
    "standard.readmitted": Verb(
        _("{who} put the standard back into service"), Group.CHANGED, "good"
    ),
    "account.skills": Verb(_("{who} changed what a technician can do"), Group.ACCOUNTS),
    "contact.recalled_again": Verb(_("{who} sent a recall notice again"), Group.CHANGED),
    "account.feed_opened": Verb(_("{who} made an address for their calendar"), Group.ACCOUNTS),
    "account.feed_revoked": Verb(_("{who} revoked the address of their calendar"), Group.ACCOUNTS),
    "job.assigned": Verb(_("{who} assigned the job"), Group.CHANGED, "accent"),
    "job.scheduled": Verb(_("{who} scheduled the job"), Group.CHANGED, "accent"),
    "job.unscheduled": Verb(_("{who} took the job off the schedule"), Group.CHANGED),
    "job.quoted": Verb(_("{who} marked the job as quoted"), Group.CHANGED),
    "job.reopened": Verb(_("{who} set the job back to new"), Group.CHANGED),
    "job.accepted": Verb(_("{who} marked the job as accepted"), Group.CHANGED, "good"),
    "job.started": Verb(_("{who} started the work"), Group.CHANGED, "accent"),
    "job.handed_in": Verb(_("{who} handed the work in for review"), Group.CHANGED, "accent"),
    "job.reworked": Verb(_("{who} sent the job back to work"), Group.CHANGED, "bad"),
    "job.completed": Verb(_("{who} completed the job"), Group.CHANGED, "good"),
    "job.bench": Verb(_("{who} changed the bench sheet"), Group.CHANGED),
    "job.signed": Verb(_("{who} had the job signed by the client"), Group.CHANGED, "good"),
    "job.invoiced": Verb(_("{who} marked the job as invoiced"), Group.CHANGED, "good"),
    "job.cancelled": Verb(_("{who} cancelled the job"), Group.CHANGED, "bad"),
    "job.exported": Verb(_("{who} exported the job for accounting"), Group.CHANGED),
    CONFIRMED: Verb(_("{who} confirmed the visit"), Group.CHANGED, "good"),
    OTHER_DATE: Verb(_("{who} asked for another date"), Group.CHANGED, "bad"),
    "job.date_kept": Verb(_("{who} kept the date of the visit"), Group.CHANGED),
    "jobitem.goods": Verb(_("{who} noted where an instrument is"), Group.CHANGED),
    "jobitem.bench": Verb(_("{who} noted something at the bench"), Group.CHANGED),
    "jobitem.measured": Verb(_("{who} recorded a result"), Group.CHANGED),
}

TOLD = {
    ASKED: Told(_("{who} asks for service: {what}"), icon="inbox"),
    CONFIRMED: Told(_("{who} confirms the visit {what}"), icon="circle-check"),
    OTHER_DATE: Told(_("{who} asks for another date of {what}"), icon="calendar-clock"),
}


def of_job(pk: int, person: Viewer) -> dict[str, list[int]]:
    items = JobItem.objects.visible_to(person).filter(job=pk)
    return {"jobitem": list(items.values_list("pk", flat=True)[:MOST_KIN])}


def register_history() -> None:
    register_verbs(VERBS)
    register_told(TOLD)
    register_kin("job", of_job)
    register_subject(Subject("jobitem", JobItem, _("Item of a job"), Permission.WORK_SEE))
    # Why somebody is away is read by those who plan around it.
    register_subject(Subject("absence", Absence, _("Absence"), Permission.JOB_SCHEDULE))
    register_subject(Subject("holiday", Holiday, _("Public holiday"), Permission.WORK_SEE))
