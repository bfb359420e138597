from typing import Any, ClassVar, Self, TypeVar

from django.db.models import Model, Q

from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import ScopedQuerySet
from realsync.lists.search import FoundByText, matching_by

M = TypeVar("M", bound=Model)


class FoundByTechnicians(FoundByText):
    """Of rows that are many, a technician sees a part, behind a policy that no search passes."""

    # The function of the database that looks words up among those.
    of_technician: ClassVar[str]

    def sees_few(self, person: Person) -> bool:
        return scope_of(person).is_client or _is_technician(person)

    def sampled(self, person: Person) -> str | None:
        return scope_of(person).key if _is_technician(person) else super().sampled(person)

    def matching_for(self, query: str, person: Person) -> Self:
        if _is_technician(person) and not self.is_common(query, person):
            rows: Any = self
            found: Self = matching_by(rows, self.of_technician, query)
            return found
        return super().matching_for(query, person)


def _is_technician(person: Person) -> bool:
    return scope_of(person).role is ScopeRole.TECHNICIAN


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
