"""A technician's exceptional sight of jobs."""

from dataclasses import replace
from typing import cast

from realsync.accounts.granted import granted_to
from realsync.accounts.models import User
from realsync.accounts.scope import staff_scope
from realsync.db.scope import Person, Scope, ScopeRole

GRANTED = "jobs_shown_to"


def staff_scope_with_jobs(person: Person) -> Scope:
    """Only a technician's scope ends at jobs; all others of the staff see every job."""
    scope = staff_scope(person)
    if scope.role is not ScopeRole.TECHNICIAN:
        return scope
    return replace(scope, job_ids=tuple(granted_to(cast(User, person))))
