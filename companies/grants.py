"""A client's grants, and the scope that follows from them."""

from typing import cast

from realsync.accounts.granted import granted_to
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import Person, Scope, ScopeRole

# Functions of the database; each answers with pairs.
COMPANIES = "companies_of_manager"  # id and name, by name
BRANCHES = "branches_of_manager"  # ids of the company and the branch


def client_scope(person: Person) -> Scope:
    user = cast(User, person)
    if user.role == Role.COMPANY_MANAGER:
        return _company_scope(user)
    return _branch_scope(user)


def _company_scope(user: User) -> Scope:
    """The chosen company, if its grant still stands; else the first by name; else no rows."""
    user.client_companies = [(pk, name) for pk, name in granted_to(user)]
    names: dict[int | None, str] = dict(user.client_companies)
    if user.active_company_id not in names:
        user.active_company_id = next(iter(names), None)
    user.active_company_name = names.get(user.active_company_id, "")
    return Scope(ScopeRole.COMPANY, user_id=user.pk, company_id=user.active_company_id)


def _branch_scope(user: User) -> Scope:
    """The granted branches of one company; branches of a second company would be ignored."""
    rows = granted_to(user)
    company_id = rows[0][0] if rows else None
    branch_ids = tuple(branch for company, branch in rows if company == company_id)
    return Scope(ScopeRole.BRANCH, user_id=user.pk, company_id=company_id, branch_ids=branch_ids)
