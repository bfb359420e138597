"""Our tables, with the columns that the yardstick's list shows."""

from typing import ClassVar

from django.db import models


class Company(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "yardstick"
        managed = False
        db_table = "companies"


class Branch(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "yardstick"
        managed = False
        db_table = "branches"


class Status(models.TextChoices):
    IN_SERVICE = "in_service", "In service"
    OUT_OF_SERVICE = "out_of_service", "Out of service"
    UNDER_REPAIR = "under_repair", "Under repair"
    MISSING = "missing", "Missing"
    RETIRED = "retired", "Retired"


class Equipment(models.Model):
    company = models.ForeignKey(Company, on_delete=models.PROTECT)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT)
    code = models.TextField()
    description = models.TextField()
    manufacturer = models.TextField()
    model = models.TextField()
    serial = models.TextField()
    asset_number = models.TextField()
    category = models.TextField()
    status = models.TextField(choices=Status.choices)
    next_due_on = models.DateField(null=True)

    objects: ClassVar[models.Manager["Equipment"]] = models.Manager()

    class Meta:
        app_label = "yardstick"
        managed = False
        db_table = "equipment"
