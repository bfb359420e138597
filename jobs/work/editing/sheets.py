"""How jobs and standards are created and changed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jobs.work.actions.job import change_job, create_job
from jobs.work.actions.standard import change_standard, create_standard
from jobs.work.editing.forms import ItemRow, JobForm, StandardForm
from jobs.work.models import Job, JobItem
from realsync.accounts.permissions import Permission
from realsync.editing.rows import Part
from realsync.editing.sheet import Editing
from realsync.pages.requests import Viewer


def items_of(user: Viewer, job: Job) -> Any:
    items = JobItem.objects.visible_to(user).filter(job=job)
    return items.in_order().select_related("service", "equipment")


ITEMS = Part(
    name="items",
    title=_("Items"),
    one=_("Add an item"),
    form=ItemRow,
    rows=items_of,
    may_add=Permission.WORK_SEE,
    may_change=Permission.JOB_EDIT,
    help=_("What is to be done: a service on an instrument, or words of your own."),
)
JOB = Editing(
    entity="job",
    form=JobForm,
    create=create_job,
    change=lambda job, **given: change_job(job=job, **given),
    may_create=Permission.JOB_CREATE,
    may_change=Permission.JOB_EDIT,
    title_new=_("New job"),
    title_edit=_("Edit job"),
    list_title=_("Jobs"),
    parts=(ITEMS,),
)
STANDARD = Editing(
    entity="standard",
    form=StandardForm,
    create=create_standard,
    change=lambda standard, **given: change_standard(standard=standard, **given),
    may_create=Permission.CATALOGUE_MANAGE,
    may_change=Permission.CATALOGUE_MANAGE,
    title_new=_("New standard"),
    title_edit=_("Edit standard"),
    list_title=_("Standards"),
    inline=("category", "manufacturer", "model", "serial"),
)
EDITINGS = (JOB, STANDARD)
