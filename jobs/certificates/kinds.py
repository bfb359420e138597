"""The kinds of records of this app, for what serves all kinds."""

from django.utils.translation import gettext_lazy as _

from jobs.certificates.models import Certificate
from jobs.certificates.policies import may_edit
from realsync.accounts.permissions import Permission
from realsync.records.kinds import Kind

KINDS = (
    Kind(
        entity="certificate",
        model=Certificate,
        label=_("Certificate"),
        icon="file-text",
        namespace="certificates",
        see=Permission.WORK_SEE,
        edit=Permission.RESULT_RECORD,
        edits=may_edit,
        is_retired=False,
        is_locked=True,
        is_live=True,
    ),
)
