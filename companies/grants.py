"""A client's grants, found in one query per request, and the scope that follows from them."""

from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connections

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import Person, Scope, ScopeRole

# Each request of a client asks for one of these: having the ORM write it costs twice the query.
COMPANIES = """
    SELECT DISTINCT content_object_id, company_name FROM company_grants
    WHERE user_id = %s ORDER BY company_name, content_object_id
"""
BRANCHES = """
    SELECT DISTINCT company_id, content_object_id FROM branch_grants
    WHERE user_id = %s ORDER BY company_id, content_object_id
"""


def client_scope(person: Person) -> Scope:
    user = cast(User, person)
    if user.role == Role.COMPANY_MANAGER:
        return _company_scope(user)
    return _branch_scope(user)


def _company_scope(user: User) -> Scope:
    """The chosen company, if its grant still stands; else the first by name; else no rows."""
    user.client_companies = _rows(COMPANIES, user)
    names: dict[int | None, str] = dict(user.client_companies)
    if user.active_company_id not in names:
        user.active_company_id = next(iter(names), None)
    user.active_company_name = names.get(user.active_company_id, "")
    return Scope(ScopeRole.COMPANY, user_id=user.pk, company_id=user.active_company_id)


def _branch_scope(user: User) -> Scope:
    """The granted branches of one company; branches of a second company would be ignored."""
    rows = _rows(BRANCHES, user)
    company_id = rows[0][0] if rows else None
    branch_ids = tuple(branch for company, branch in rows if company == company_id)
    return Scope(ScopeRole.BRANCH, user_id=user.pk, company_id=company_id, branch_ids=branch_ids)


def _rows(select: str, user: User) -> list[tuple[Any, Any]]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(select, [user.pk])
        rows: list[tuple[Any, Any]] = cursor.fetchall()
    return rows
