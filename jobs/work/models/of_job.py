from typing import Self, TypeVar

from django.db.models import Model, Q

from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import ScopedQuerySet

M = TypeVar("M", bound=Model)


class OfJobQuerySet(ScopedQuerySet[M]):
    """Rows that hang on a job."""

    def visible_to(self, user: Person) -> Self:
        """A technician: those of the jobs that they see."""
        rows, scope = super().visible_to(user), scope_of(user)
        if scope.role is ScopeRole.TECHNICIAN:
            rows = rows.filter(Q(technician_id=scope.user_id) | Q(job_id__in=scope.job_ids))
        return rows


class BenchQuerySet(OfJobQuerySet[M]):
    """What is noted at the bench: clients read it on certificates only."""

    def visible_to(self, user: Person) -> Self:
        return self.none() if scope_of(user).is_client else super().visible_to(user)
