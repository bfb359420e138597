"""How a draft is changed; it is made from the bench (actions/draft.py)."""

from django.utils.translation import gettext_lazy as _

from jobs.certificates.actions.draft import change_certificate, draft_certificate
from jobs.certificates.editing.forms import CertificateForm
from realsync.accounts.permissions import Permission
from realsync.editing.sheet import Editing

CERTIFICATE = Editing(
    entity="certificate",
    form=CertificateForm,
    create=draft_certificate,
    change=lambda certificate, **given: change_certificate(certificate=certificate, **given),
    may_create=Permission.RESULT_RECORD,
    may_change=Permission.RESULT_RECORD,
    title_new=_("New certificate"),
    title_edit=_("Edit certificate"),
    list_title=_("Certificates"),
)
EDITINGS = (CERTIFICATE,)
