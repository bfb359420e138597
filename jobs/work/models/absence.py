from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Index, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from jobs.work.choices import AbsenceKind
from jobs.work.words import TO
from realsync.accounts.models import NamedPerson
from realsync.db.record import Record
from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import StaffQuerySet


class AbsenceQuerySet(StaffQuerySet["Absence"]):
    def visible_to(self, user: Person) -> Self:
        """A technician: their own."""
        rows, scope = super().visible_to(user), scope_of(user)
        if scope.role is ScopeRole.TECHNICIAN:
            rows = rows.filter(technician_id=scope.user_id)
        return rows

    def active(self) -> Self:
        return self.filter(is_active=True)

    def touching(self, first: date, last: date) -> Self:
        """With a day from `first` to `last` in them, both included."""
        return self.filter(first_on__lte=last, last_on__gte=first)


class Absence(Record):
    """Days on which a technician does no work, both of them included; nothing is booked then."""

    # People are read through the view `people`; sql/0007_schedule.sql ties this one to `users`.
    technician = models.ForeignKey(
        NamedPerson,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name=_("technician"),
    )
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    kind = models.TextField(
        _("kind"), choices=AbsenceKind.choices, db_default=AbsenceKind.LEAVE.value
    )
    note = models.TextField(_("note"), blank=True, db_default="")

    objects: ClassVar[AbsenceQuerySet] = AbsenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "absences"
        default_permissions = ()
        indexes = [
            # Who is away in a week, and from now on. Used by the schedule and its list of absences.
            Index(fields=["last_on", "id"], name="idx_absences_last", condition=Q(is_active=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="absences_last_after_first"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AbsenceKind.values), name="absences_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.days}"

    @property
    def days(self) -> str:
        first, last = (date_format(day, "D j M Y") for day in (self.first_on, self.last_on))
        return first if self.first_on == self.last_on else f"{first} {TO} {last}"
