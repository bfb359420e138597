"""The kinds of records of this app, for what serves all kinds."""

from django.utils.translation import gettext_lazy as _

from jobs.certificates.models import Certificate, Incident
from jobs.certificates.policies import may_edit, may_handle
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
    Kind(
        entity="incident",
        model=Incident,
        label=_("Incident"),
        icon="triangle-alert",
        namespace="incidents",
        see=Permission.WORK_SEE,
        edit=Permission.CERTIFICATE_APPROVE,
        edits=may_handle,
        is_retired=False,
    ),
)
