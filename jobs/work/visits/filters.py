"""Filters of the list of visits to plan."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, IntegerField, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Branch, Company
from jobs.work.visits.place import HERE
from jobs.work.visits.planned import FirstDue
from realsync.lists.counts import estimated_as_it_stands
from realsync.lists.filters import OwnSearch, PickField, RecordField, WordField

HORIZONS = (("30", _("Within 30 days")), ("60", _("Within 60 days")), ("90", _("Within 90 days")))
USUAL = "30"


class VisitFilters(OwnSearch):
    placeholder = _("Branch, company, town or code")
    restricts_always = True
    holds_all_day = True

    due_within = PickField(_("Due"), HORIZONS, "", initial=USUAL)
    region = WordField(_("Region"), _("Any region"))
    company = RecordField(_("Company"))

    def clean_company(self) -> int | None:
        return self.known("company", Company.objects.visible_to)

    def restrict(self, rows: Any) -> Any:
        """Of each branch the plan that is due first: with that it stands in the list."""
        days = int(self.cleaned_data["due_within"])
        due = first_due(self._due(rows))
        return due.annotate(within=Value(days, IntegerField()), here=HERE)

    def guess(self, rows: Any) -> int:
        """Branches where something is due, be it planned or not: of each one is looked for."""
        return estimated_as_it_stands(self._due(rows).values("branch_id").distinct())

    @property
    def _until(self) -> date:
        return timezone.localdate() + timedelta(days=int(self.cleaned_data["due_within"]))

    def _due(self, rows: Any) -> Any:
        wanted, due = self.cleaned_data, due_until(rows, self._until)
        if wanted["region"]:
            due = due.filter(branch__region=wanted["region"])
        return due.filter(branch__company=wanted["company"]) if wanted["company"] else due

    def search(self, rows: Any) -> Any:
        query = self.cleaned_data["q"]
        if not query:
            return rows
        branches = Branch.objects.visible_to(self.user).matching(query)
        return rows.filter(branch__in=branches.values("pk"))


def due_until(plans: Any, day: date) -> Any:
    return plans.filter(next_due_on__lte=day, branch__is_active=True)


def first_due(due: Any) -> Any:
    """One plan per branch where something is due and not planned."""
    return due.filter(pk=FirstDue(F("branch_id")))
