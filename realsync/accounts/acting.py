"""Somebody on whose behalf the system does what they asked for before."""

from realsync.accounts.models import NamedPerson, User
from realsync.db.scope import Scope, ScopeRole


def acting_for(pk: int) -> User:
    """With what rules ask of a person, and in the system's scope: what they may see was settled
    when they asked."""
    found = NamedPerson.objects.get(pk=pk)
    person = User(pk=found.pk, name=found.name, role=found.role, is_active=found.is_active)
    person._scope = Scope(ScopeRole.SYSTEM, user_id=pk, sees_all=True)  # type: ignore[attr-defined]
    return person
