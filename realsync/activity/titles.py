"""What a row that names a record by kind and id calls it, in the query that reads the row."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from django.db.models import F, Field, Func, Model, TextField
from django.db.models.expressions import Combinable

from realsync.lists.addresses import record_address
from realsync.pages.requests import Viewer
from realsync.records.kinds import Kind, kind_if_known, kind_of, kinds

# What an entry is made of (realsync.freshness): itself, who did it, the records that it may name.
ENTRY = (
    "activity", "branch", "certificate", "company", "contact", "equipment", "incident", "job",
    "quote", "service", "standard", "task", "user",
)  # fmt: skip
NAMED_BY = ("name", "description", "title", "code")


class NameOf(Func):
    """The name of the person or the company whose id stands in a field; NULL for nobody.

    Here and below Django would need longer to write subqueries than PostgreSQL to answer them.
    """

    template = "(SELECT named.name FROM %(function)s AS named WHERE named.id = %(expressions)s)"
    output_field = TextField()


class TitleOf(Func):
    """The name of the record that a kind and an id point to, of one of these kinds."""

    output_field = TextField()

    def __init__(self, entity: F, pk: F, *, kinds: tuple[str, ...]) -> None:
        super().__init__(entity, pk)
        self.kinds = kinds

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **extra: Any) -> Any:
        entity, pk = (compiler.compile(each)[0] for each in self.get_source_expressions())
        cases = "".join(_case(kind).format(pk=pk) for kind in self.kinds)
        return f"CASE {entity} {cases} ELSE '' END" if cases else "''", []


def title_of_record(person: Viewer) -> Combinable:
    """The name of the record that `entity_type` and `entity_id` point to; '' where it is gone.

    Not even asked for where this person has no right on such records.
    """
    seen = tuple(kind.entity for kind in kinds() if person.may(kind.see))
    return TitleOf(F("entity_type"), F("entity_id"), kinds=seen)


def name_of_company() -> Combinable:
    return NameOf("company_id", function=kind_of("company").table)


def name_of_person(field: str) -> Combinable:
    """Of the person whose id stands in `field`; NULL for nobody."""
    return NameOf(field, function="people")


def address_in_log(row: Mapping[str, Any]) -> str:
    """The page that shows the record of a row; '' where there is none."""
    kind = kind_if_known(row["entity_type"])
    if kind is None:
        return ""
    for parent in kind.shown_at:
        if row.get(f"{parent}_id"):
            return _address(kind_of(parent), row[f"{parent}_id"])
    return "" if kind.shown_at else _address(kind, row["entity_id"])


def _address(kind: Kind, pk: int) -> str:
    return record_address(f"{kind.namespace}:detail", pk)


@lru_cache
def _case(entity: str) -> str:
    model = kind_of(entity).model
    column = cast("Field[Any, Any]", model._meta.get_field(title_field(model))).column
    table = model._meta.db_table
    return f"WHEN '{entity}' THEN (SELECT t.{column} FROM {table} AS t WHERE t.id = {{pk}}) "  # noqa: S608


def title_field(model: type[Model]) -> str:
    names = {field.name for field in model._meta.get_fields()}
    return next((name for name in NAMED_BY if name in names), "pk")
