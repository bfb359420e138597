"""The kinds of records of this app, for what serves all kinds."""

from django.utils.translation import gettext_lazy as _

from jobs.work.models import Job, Standard
from jobs.work.policies import may_edit
from realsync.accounts.permissions import Permission
from realsync.records.kinds import Kind

KINDS = (
    Kind(
        entity="job",
        model=Job,
        label=_("Job"),
        icon="briefcase",
        namespace="jobs",
        see=Permission.WORK_SEE,
        edit=Permission.JOB_EDIT,
        edits=may_edit,
        is_retired=False,
        is_locked=True,
        is_live=True,
    ),
    Kind(
        entity="standard",
        model=Standard,
        label=_("Standard"),
        icon="shield-check",
        namespace="standards",
        see=Permission.REGISTER_SEE,
        edit=Permission.CATALOGUE_MANAGE,
        is_locked=True,
    ),
)
