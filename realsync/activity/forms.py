"""Filters of the list of everything that happened."""

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from realsync.activity.people import staff
from realsync.activity.verbs import Group, verbs_in
from realsync.lists.filters import OwnSearch, PickField, RecordField
from realsync.records.kinds import kind_of, kinds

MOST_COMPANIES = 50


class KindField(PickField):
    """Kinds are registered after this class is made."""

    def __init__(self) -> None:
        super().__init__(_("Kind of record"), [], _("Any record"))

    @property
    def options(self) -> list[tuple[str, Any]]:
        return [("", _("Any record")), *((kind.entity, kind.label) for kind in kinds())]

    def valid_value(self, value: str) -> bool:
        return any(value == key for key, _label in self.options)


class ActivityFilters(OwnSearch):
    placeholder = _("Company name or code")

    entity_type = KindField()
    group = PickField(_("Kind of change"), Group.choices, _("Any change"))
    actor = RecordField(_("Person"), _("Anybody"), choices=staff)
    company = RecordField(_("Company"))

    def clean_company(self) -> int | None:
        company = kind_of("company").model
        return self.known("company", company._default_manager.visible_to)  # type: ignore[attr-defined]

    def clean_actor(self) -> int | None:
        return self.known("actor", staff)

    def restrict(self, rows: Any) -> Any:
        wanted = self.cleaned_data
        conditions = self.equal("entity_type")
        if wanted["group"]:
            conditions.append(Q(verb__in=verbs_in(wanted["group"])))
        if wanted["actor"]:
            conditions.append(Q(actor_id=wanted["actor"]))
        if wanted["company"]:
            conditions.append(Q(company_id=wanted["company"]))
        return rows.filter(*conditions)

    def search(self, rows: Any) -> Any:
        """What happened at the companies of that name."""
        return rows.filter(company_id__in=self._companies) if self.cleaned_data["q"] else rows

    @cached_property
    def _companies(self) -> list[int]:
        found: QuerySet[Any] = (
            kind_of("company")
            .model._default_manager.visible_to(self.user)  # type: ignore[attr-defined]
            .best_matches(self.cleaned_data["q"], most=MOST_COMPANIES)
        )
        return list(found.values_list("pk", flat=True))
