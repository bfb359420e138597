from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import NamedPerson
from realsync.db.scope import Person, ScopeRole, scope_of
from realsync.db.scoped import StaffQuerySet


class SkillQuerySet(StaffQuerySet["Skill"]):
    def visible_to(self, user: Person) -> Self:
        """A technician: their own."""
        rows, scope = super().visible_to(user), scope_of(user)
        if scope.role is ScopeRole.TECHNICIAN:
            rows = rows.filter(technician_id=scope.user_id)
        return rows

    def valid_on(self, day: date) -> Self:
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day))


class Skill(models.Model):
    """A technician does services of this category."""

    technician = models.ForeignKey(
        NamedPerson,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name=_("technician"),
    )
    # As services name theirs.
    category = models.TextField(_("category"))
    # The last day; null where the competence has no end.
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects: ClassVar[SkillQuerySet] = SkillQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "skills"
        default_permissions = ()
        constraints = [
            # Also the index for what a technician does. Used by the schedule.
            models.UniqueConstraint(fields=["technician", "category"], name="skills_once"),
            models.CheckConstraint(condition=~Q(category=""), name="skills_category_given"),
        ]

    def __str__(self) -> str:
        return self.category
