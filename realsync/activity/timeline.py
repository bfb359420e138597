"""The history of one record: its own entries, and those of what belongs to it."""

from datetime import timedelta
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from realsync.accounts.models import NamedPerson
from realsync.activity.entries import Entry, entries, readable
from realsync.activity.filters import TimelineFilters
from realsync.activity.models import Activity
from realsync.activity.subjects import kin_of, unseen_by
from realsync.activity.verbs import verbs_in
from realsync.pages.requests import Viewer

SHOWN = 30
# Among whose entries the people to choose from are looked for.
PEOPLE_OF_LAST = 300
# Kinds of record that have others below them, and the column of the log that says so.
BELOW = {"company": "company_id", "branch": "branch_id"}


class Timeline:
    """Newest first, thirty at a time; `before` is the id where the page before it ended."""

    def __init__(self, record: Model, person: Viewer, filters: TimelineFilters) -> None:
        self.record, self.person, self.filters = record, person, filters
        self.entity = str(record._meta.model_name)
        self.before: int = filters.cleaned_data["before"] or 0

    @property
    def can_go_below(self) -> bool:
        return self.entity in BELOW

    @property
    def goes_below(self) -> bool:
        return self.can_go_below and bool(self.filters.cleaned_data["below"])

    @cached_property
    def entries(self) -> list[Entry]:
        return entries(self._rows[:SHOWN], self.person, here=(self.entity, self.record.pk))

    @property
    def older(self) -> int:
        """Where the next thirty begin; 0 where there are none."""
        return self._rows[SHOWN - 1]["pk"] if len(self._rows) > SHOWN else 0

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        rows = self._narrowed(self._about())
        if self.before:
            rows = rows.filter(pk__lt=self.before)
        return list(readable(rows, self.person).order_by("-pk")[: SHOWN + 1])

    def people(self) -> list[tuple[int, str]]:
        """Who did any of the latest entries."""
        latest = self._about().order_by("-pk").values("actor_id")[:PEOPLE_OF_LAST]
        people = NamedPerson.objects.filter(pk__in=latest).order_by("name", "pk")
        return list(people.values_list("pk", "name"))

    @cached_property
    def _kin(self) -> dict[str, list[int]]:
        return kin_of(self.entity, self.record.pk, self.person)

    def _about(self) -> QuerySet[Activity]:
        rows = Activity.objects.visible_to(self.person)
        rows = rows.exclude(entity_type__in=unseen_by(self.person))
        if self.goes_below:
            own = self._kin[self.entity]
            column = BELOW[self.entity]
            return rows.filter(Q((column, own[0])) if len(own) == 1 else Q((f"{column}__in", own)))
        return rows.filter(reduce(or_, map(_one_kind, self._kin.items())))

    def _narrowed(self, rows: QuerySet[Activity]) -> QuerySet[Activity]:
        wanted = self.filters.cleaned_data
        if wanted["group"]:
            rows = rows.filter(verb__in=verbs_in(wanted["group"]))
        if wanted["actor"]:
            rows = rows.filter(actor_id=wanted["actor"])
        if wanted["period"]:
            since = timezone.now() - timedelta(days=int(wanted["period"]))
            rows = rows.filter(created_at__gte=since)
        return rows


def _one_kind(named: tuple[str, list[int]]) -> Q:
    entity, ids = named
    if len(ids) == 1:
        return Q(entity_type=entity, entity_id=ids[0])
    return Q(entity_type=entity, entity_id__in=ids)
