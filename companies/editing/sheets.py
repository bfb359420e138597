"""How companies, branches and contacts are created and changed."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

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


def payment_terms_of(company: Company) -> str:
    days = company.payment_terms_days
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def mail_link_of(contact: Contact) -> SafeString | str:
    if not contact.email:
        return ""
    return format_html('<a href="mailto:{0}">{0}</a>', contact.email)


def phone_link_of(contact: Contact) -> SafeString | str:
    return format_html('<a href="tel:{0}">{0}</a>', contact.phone) if contact.phone else ""


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
    shown={"payment_terms_days": payment_terms_of},
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
    shown={"email": mail_link_of, "phone": phone_link_of},
    takes_parent=True,
)
EDITINGS = (COMPANY, BRANCH, CONTACT)
