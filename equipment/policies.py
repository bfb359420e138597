"""Rules about single instruments, and what clients propose of them."""

from django.db.models import QuerySet

from companies.models import Branch
from realsync.db.scope import Person, ScopeRole, scope_of


def branches_to_move_to(user: Person) -> QuerySet[Branch]:
    """Where a client may say that an instrument went: a branch of their company that they manage.

    Any other one they name in words, for its names are not theirs to see; one of another company
    is never proposed, for an instrument that changes hands is a new one there.
    """
    return Branch.objects.visible_to(user).active()


def names_other_places(user: Person) -> bool:
    """Whether they say in words where else it went: those who do not see all branches."""
    return scope_of(user).role is ScopeRole.BRANCH
