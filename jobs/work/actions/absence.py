"""Who is away, when nobody works, and who can do what."""

from collections.abc import Mapping, Set
from datetime import date
from typing import Any

from django.db import transaction

from jobs.work.models import Absence, Holiday, Skill
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.plain import plain
from realsync.editing.writing import assign, claim, first_values


@transaction.atomic
def add_absence(*, by: User, values: Mapping[str, Any]) -> Absence:
    """The database refuses a second one on the same days."""
    absence = Absence(
        **{name: value for name, value in values.items() if name != "technician"},
        technician_id=values["technician"],
    )
    absence.save()
    record(by=by, verb="absence.created", entity=absence, changes=first_values(absence, values))
    return absence


@transaction.atomic
def end_absence(*, absence: Absence, by: User, version: int) -> None:
    """It holds no longer. Raises Stale."""
    absence = claim(Absence.objects.visible_to(by), record=absence, version=version)
    changed = assign(absence, {"is_active": False})
    if changed:
        record(by=by, verb="absence.retired", entity=absence, changes=changed)


@transaction.atomic
def add_holiday(*, by: User, values: Mapping[str, Any]) -> Holiday:
    holiday = Holiday(**values)
    holiday.save()
    record(by=by, verb="holiday.created", entity=holiday, changes=first_values(holiday, values))
    return holiday


@transaction.atomic
def end_holiday(*, holiday: Holiday, by: User, version: int) -> None:
    """It is kept no longer. Raises Stale."""
    holiday = claim(Holiday.objects.visible_to(by), record=holiday, version=version)
    changed = assign(holiday, {"is_active": False})
    if changed:
        record(by=by, verb="holiday.retired", entity=holiday, changes=changed)


@transaction.atomic
def change_skills(*, by: User, added: Set[tuple[int, str]], removed: Set[tuple[int, str]]) -> None:
    """One entry per technician, on their account. What somebody else has done already is done."""
    for technician in sorted({pk for pk, _category in added | removed}):
        gone = sorted(category for pk, category in removed if pk == technician)
        new = sorted(category for pk, category in added if pk == technician)
        Skill.objects.filter(technician_id=technician, category__in=gone).delete()
        Skill.objects.bulk_create(
            [Skill(technician_id=technician, category=category) for category in new],
            ignore_conflicts=True,
        )
        changes = {"skills": (", ".join(gone) or None, ", ".join(new) or None)}
        record(by=by, verb="account.skills", entity=User(pk=technician), changes=changes)


@transaction.atomic
def end_skill(*, by: User, skill: Skill, valid_until: date | None) -> None:
    """The last day of a competence; None: it has no end."""
    before = skill.valid_until
    if before == valid_until:
        return
    Skill.objects.visible_to(by).filter(pk=skill.pk).update(valid_until=valid_until)
    changes = {f"{skill.category}, until": (plain(before), plain(valid_until))}
    record(by=by, verb="account.skills", entity=User(pk=skill.technician_id), changes=changes)
