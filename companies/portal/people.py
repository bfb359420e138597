"""The branch managers of a company, as the login role reads them: by their grants there."""

from django.db.models import QuerySet

from companies.models import BranchGrant
from realsync.accounts.models import User
from realsync.accounts.roles import Role


def branch_managers(company_id: int) -> "QuerySet[User]":
    """By name. Another company's are not among them."""
    here = BranchGrant.objects.filter(company_id=company_id).values("user_id")
    people = User.objects.filter(role=Role.BRANCH_MANAGER, pk__in=here)
    return people.select_related("invitation").order_by("name", "pk")


def branches_by_person(company_id: int) -> dict[int, set[int]]:
    grants = BranchGrant.objects.filter(company_id=company_id)
    found: dict[int, set[int]] = {}
    for user_id, branch in grants.values_list("user_id", "content_object_id"):
        found.setdefault(user_id, set()).add(branch)
    return found
