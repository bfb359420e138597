"""The kinds of records of this app, for what serves all kinds."""

from django.utils.translation import gettext_lazy as _

from jobs.quotes.models import Quote
from realsync.accounts.permissions import Permission
from realsync.records.kinds import Kind

KINDS = (
    Kind(
        entity="quote",
        model=Quote,
        label=_("Quote"),
        icon="file-text",
        namespace="quotes",
        see=Permission.QUOTE_SEE,
        edit=Permission.QUOTE_EDIT,
        is_locked=True,
        is_live=True,
    ),
)
