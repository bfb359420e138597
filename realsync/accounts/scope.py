from typing import cast

from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import Person, Scope, ScopeRole

SCOPE_ROLES = {
    Role.ONBOARDING: ScopeRole.ONBOARDING,
    Role.TECHNICIAN: ScopeRole.TECHNICIAN,
}


def staff_scope(person: Person) -> Scope:
    user = cast(User, person)
    return Scope(SCOPE_ROLES.get(Role(user.role), ScopeRole.OFFICE), user_id=user.pk)
