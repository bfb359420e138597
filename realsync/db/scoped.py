"""`visible_to`: the only way to rows."""

from typing import ClassVar, Self, TypeVar

from django.db.models import Model, QuerySet

from realsync.db.scope import Person, ScopeRole, scope_of

M = TypeVar("M", bound=Model)


class ScopedQuerySet(QuerySet[M]):
    """Rows below a company. The filter repeats what the policies of the table say."""

    company_field: ClassVar[str] = "company_id"
    branch_field: ClassVar[str | None] = "branch_id"

    def visible_to(self, user: Person) -> Self:
        scope = scope_of(user)
        if not scope.is_client:
            return self.all()
        mine: dict[str, object] = {self.company_field: scope.company_id}
        if scope.role is ScopeRole.BRANCH and self.branch_field:
            mine[f"{self.branch_field}__in"] = scope.branch_ids
        return self.filter(**mine)


class StaffQuerySet(QuerySet[M]):
    """Rows that belong to the house: no client sees any."""

    def visible_to(self, user: Person) -> Self:
        return self.none() if scope_of(user).is_client else self.all()
