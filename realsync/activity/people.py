from django.db.models import QuerySet

from realsync.accounts.models import NamedPerson
from realsync.accounts.roles import STAFF_ROLES
from realsync.db.scope import Person


def staff(person: Person) -> QuerySet[NamedPerson]:
    """Colleagues, those who have left included: what they did stays in the log."""
    return NamedPerson.objects.filter(role__in=STAFF_ROLES)
