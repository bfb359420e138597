"""Whether a standard may be used on a day, and whether a technician is competent; else why not.

ISO/IEC 17025, 6.2.5 and 6.4.13. An empty sentence means that nothing stands against it.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs.work.models import Skill, Standard
from realsync.db.scope import Person


def against_standard(standard: Standard, day: date) -> str:
    named = {"standard": str(standard), "day": date_format(standard.due_on, "j F Y")}
    if standard.is_failed:
        return _("Standard %(standard)s was found faulty.") % named
    if not standard.is_active:
        return _("Standard %(standard)s is retired.") % named
    if standard.due_on < day:
        return _("Standard %(standard)s expired on %(day)s.") % named
    return ""


def against_technician(user: Person, *, pk: int, name: str, category: str, day: date) -> str:
    """A service without a category asks for no competence."""
    if not category:
        return ""
    named = {"name": name, "category": category, "day": ""}
    ends = list(
        Skill.objects.visible_to(user)
        .filter(technician_id=pk, category=category)
        .values_list("valid_until", flat=True)
    )
    if not ends:
        return _("%(name)s has no competence for %(category)s.") % named
    [end] = ends
    if end is not None and end < day:
        named["day"] = date_format(end, "j F Y")
        return _("The competence of %(name)s for %(category)s ended on %(day)s.") % named
    return ""
