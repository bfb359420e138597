"""What notes and documents have in common: each hangs on one record, of any kind."""

from typing import Self

from django.db import models
from django.db.models import Model

from companies.models.branch import Branch
from companies.models.company import Company
from realsync.activity.models import Audience
from realsync.db.record import Record


class LinkQuerySetMixin:
    def about(self, record: Model) -> Self:
        entity = record._meta.model_name
        return self.filter(entity_type=entity, entity_id=record.pk)  # type: ignore[attr-defined,no-any-return]


class Link(Record):
    """Company and branch are those of the record, filled and kept by trigger."""

    entity_type = models.TextField(editable=False)
    entity_id = models.BigIntegerField(editable=False)
    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    audience = models.TextField(choices=Audience.choices, db_default=Audience.STAFF.value)

    class Meta:
        abstract = True
