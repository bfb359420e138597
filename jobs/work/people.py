"""Those of the staff who go out and do the work."""

from django.db.models import QuerySet

from realsync.accounts.models import NamedPerson
from realsync.accounts.roles import Role


def technicians() -> QuerySet[NamedPerson]:
    return NamedPerson.objects.filter(role=Role.TECHNICIAN, is_active=True)


def schedulers() -> QuerySet[NamedPerson]:
    """Who plans the visits, and hears of what clients say to them."""
    return NamedPerson.objects.filter(role=Role.SCHEDULER, is_active=True)


def name_of(pk: int | None) -> str:
    """Empty for nobody."""
    if pk is None:
        return ""
    return NamedPerson.objects.filter(pk=pk).values_list("name", flat=True).first() or ""
