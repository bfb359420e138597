from collections.abc import Sequence
from secrets import token_urlsafe
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from equipment.models.equipment import Equipment
from realsync.db.scoped import StaffQuerySet

TOKEN_BYTES = 12


class EquipmentLabelQuerySet(StaffQuerySet["EquipmentLabel"]):
    def tokens_of(self, instruments: Sequence[Equipment]) -> dict[int, str]:
        """By instrument; an instrument gets its token with its first label, and keeps it."""
        self.bulk_create(
            [EquipmentLabel(equipment=each, token=new_token()) for each in instruments],
            ignore_conflicts=True,
        )
        return dict(self.filter(equipment__in=instruments).values_list("equipment_id", "token"))


class EquipmentLabel(models.Model):
    """The address on an instrument's label: nobody guesses it, whoever holds it reads the code."""

    equipment = models.OneToOneField(
        Equipment, on_delete=models.CASCADE, primary_key=True, related_name="label"
    )
    token = models.TextField(_("token"))
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[EquipmentLabelQuerySet] = EquipmentLabelQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "equipment_labels"
        default_permissions = ()
        constraints = [
            # Whose label it is. Used by instrument_of_label().
            models.UniqueConstraint(fields=["token"], name="equipment_labels_token_key"),
        ]

    def __str__(self) -> str:
        return self.token


def new_token() -> str:
    return token_urlsafe(TOKEN_BYTES)
