"""What a row that names a record by kind and id calls it, in the query that reads the row."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Model, OuterRef, Subquery, TextField, Value, When
from django.db.models.expressions import Combinable
from django.urls import reverse

from realsync.accounts.models import NamedPerson
from realsync.pages.requests import Viewer
from realsync.records.kinds import Kind, kind_of, kinds

NAMED_BY = ("name", "description", "title", "code")


def title_of_record(person: Viewer) -> Case:
    """The name of the record that `entity_type` and `entity_id` point to; '' where it is gone.

    Not even asked for where this person has no right on such records.
    """
    seen = [kind for kind in kinds() if person.may(kind.see)]
    cases = [When(entity_type=kind.entity, then=_title(kind)) for kind in seen]
    return Case(*cases, default=Value(""), output_field=TextField())


def name_of_company() -> Combinable:
    companies = kind_of("company").model._default_manager
    return Subquery(companies.filter(pk=OuterRef("company_id")).values("name")[:1])


def name_of_person(field: str) -> Combinable:
    """Of the person whose id stands in `field`; NULL for nobody."""
    people = NamedPerson.objects.filter(pk=OuterRef(field))
    return Subquery(people.values("name")[:1])


def address_in_log(row: Mapping[str, Any]) -> str:
    """The page that shows the record of a row; '' where there is none."""
    entity = row["entity_type"]
    kind = next((kind for kind in kinds() if kind.entity == entity), None)
    if kind is None:
        return ""
    for parent in kind.shown_at:
        if row.get(f"{parent}_id"):
            return reverse(f"{kind_of(parent).namespace}:detail", args=[row[f"{parent}_id"]])
    if kind.shown_at:
        return ""
    return reverse(f"{kind.namespace}:detail", args=[row["entity_id"]])


def _title(kind: Kind) -> Combinable:
    rows = kind.model._default_manager.filter(pk=OuterRef("entity_id"))
    return Subquery(rows.values(title_field(kind.model))[:1], output_field=TextField())


def title_field(model: type[Model]) -> str:
    names = {field.name for field in model._meta.get_fields()}
    return next((name for name in NAMED_BY if name in names), "pk")
