from typing import cast

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import Person, Scope, ScopeRole

SCOPE_ROLES = {
    Role.ONBOARDING: ScopeRole.ONBOARDING,
    Role.TECHNICIAN: ScopeRole.TECHNICIAN,
}
# Everybody's tasks; the others see their own.
SEES_ALL = frozenset({Role.ADMIN, Role.MANAGEMENT, Role.SCHEDULER})


def staff_scope(person: Person) -> Scope:
    user = cast(User, person)
    role = Role(user.role)
    scope_role = SCOPE_ROLES.get(role, ScopeRole.OFFICE)
    return Scope(scope_role, user_id=user.pk, sees_all=role in SEES_ALL)
