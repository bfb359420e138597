"""How companies, branches and contacts are created and changed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from companies.actions.branch import change_branch, create_branch
from companies.actions.company import change_company, create_company
from companies.actions.contact import change_contact, create_contact
from companies.editing.forms import BranchForm, CompanyForm, ContactForm, ContactRow
from companies.models import Branch, Company, Contact
from realsync.accounts.permissions import Permission
from realsync.editing.rows import Part
from realsync.editing.sheet import Editing
from realsync.pages.requests import Viewer


def contacts_of(user: Viewer, place: Any) -> Any:
    """Those of a company itself, or those of a branch."""
    rows = Contact.objects.visible_to(user).order_by("name", "pk")
    if isinstance(place, Branch):
        return rows.filter(company_id=place.company_id, branch=place)
    return rows.filter(company=place, branch=None)


def create_contact_at(*, parent: Company | Branch, **given: Any) -> Contact:
    if isinstance(parent, Branch):
        return create_contact(company=parent.company, branch=parent, **given)
    return create_contact(company=parent, branch=None, **given)


CONTACTS = Part(
    name="contacts",
    title=_("Contacts"),
    one=_("Add a contact"),
    form=ContactRow,
    rows=contacts_of,
    may_add=Permission.COMPANY_CREATE,
    may_change=Permission.BRANCH_EDIT,
)

COMPANY = Editing(
    entity="company",
    form=CompanyForm,
    create=create_company,
    change=lambda company, **given: change_company(company=company, **given),
    may_create=Permission.COMPANY_CREATE,
    may_change=Permission.COMPANY_EDIT,
    title_new=_("New company"),
    title_edit=_("Edit company"),
    list_title=_("Companies"),
    parts=(CONTACTS,),
    inline=(
        "trading_name",
        "tax_number",
        "home_region",
        "tags",
        "billing_address",
        "payment_terms_days",
    ),
)
BRANCH = Editing(
    entity="branch",
    form=BranchForm,
    create=create_branch,
    change=lambda branch, **given: change_branch(branch=branch, **given),
    may_create=Permission.COMPANY_CREATE,
    may_change=Permission.BRANCH_EDIT,
    title_new=_("New branch"),
    title_edit=_("Edit branch"),
    list_title=_("Branches"),
    parts=(CONTACTS,),
    inline=("region", "opening_hours", "site_requirements"),
)
CONTACT = Editing(
    entity="contact",
    form=ContactForm,
    create=create_contact_at,
    change=lambda contact, **given: change_contact(contact=contact, **given),
    may_create=Permission.COMPANY_CREATE,
    may_change=Permission.BRANCH_EDIT,
    title_new=_("New contact"),
    title_edit=_("Edit contact"),
    inline=("job_title", "email", "phone"),
    takes_parent=True,
)
EDITINGS = (COMPANY, BRANCH, CONTACT)
