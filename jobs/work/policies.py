"""Rules about single jobs."""

from typing import Any

from jobs.work.models import Job
from realsync.accounts.permissions import Permission
from realsync.accounts.roles import Role
from realsync.pages.requests import Viewer


def may_work_on(user: Viewer, job: Job) -> bool:
    """Those who edit jobs; of technicians whoever it is assigned to, not who may only see it."""
    return user.may(Permission.JOB_EDIT) and _is_theirs(user, job)


def may_edit(user: Viewer, job: Job) -> bool:
    """What was done stays: a job that is done has no form any more."""
    return not job.is_done and may_work_on(user, job)


def may_record(user: Viewer, job: Job) -> bool:
    """Those who record results; of technicians whoever the job is assigned to."""
    return user.may(Permission.RESULT_RECORD) and _is_theirs(user, job)


def _is_theirs(user: Viewer, job: Job) -> bool:
    me: Any = user
    return bool(me.role != Role.TECHNICIAN or job.technician_id == me.pk)
