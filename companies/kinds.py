"""The kinds of records of this app, for what serves all kinds."""

from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company, Contact
from realsync.accounts.permissions import Permission
from realsync.records.kinds import Kind

KINDS = (
    Kind(
        entity="company",
        model=Company,
        label=_("Company"),
        icon="building-2",
        namespace="companies",
        see=Permission.REGISTER_SEE,
        edit=Permission.COMPANY_EDIT,
        is_locked=True,
        is_live=True,
    ),
    Kind(
        entity="branch",
        model=Branch,
        label=_("Branch"),
        icon="map-pin",
        namespace="branches",
        see=Permission.REGISTER_SEE,
        edit=Permission.BRANCH_EDIT,
        is_locked=True,
        is_live=True,
    ),
    Kind(
        entity="contact",
        model=Contact,
        label=_("Contact"),
        icon="user-round",
        namespace="contacts",
        see=Permission.REGISTER_SEE,
        edit=Permission.BRANCH_EDIT,
        shown_at=("branch", "company"),
    ),
)
