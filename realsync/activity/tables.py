"""The list of everything that happened."""

from functools import lru_cache, partial
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from realsync.activity.entries import REFERENCES, changed_label
from realsync.activity.forms import ActivityFilters
from realsync.activity.models import Activity
from realsync.activity.moments import Clock
from realsync.activity.subjects import subject_of, unseen_by
from realsync.activity.titles import (
    ENTRY,
    address_in_log,
    name_of_company,
    name_of_person,
    title_of_record,
)
from realsync.activity.values import label
from realsync.activity.verbs import said, sentences
from realsync.freshness import times
from realsync.lists.cells import cell
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column

MOST_NAMED = 6


def fields_changed(entity: str, verb: str, changes: dict[str, Any]) -> str:
    """Their names only: values stand on the entry's own page."""
    return _fields_changed(get_language(), entity, verb, tuple(changes))


def kind_label(entity: str) -> str:
    return _kind_label(get_language(), entity)


@lru_cache(maxsize=4096)
def _fields_changed(language: str | None, entity: str, verb: str, changed: tuple[str, ...]) -> str:
    row = {"entity_type": entity, "verb": verb}
    names = [changed_label(row, name) for name in changed if name not in REFERENCES]
    more = "…" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


@lru_cache
def _kind_label(language: str | None, entity: str) -> str:
    subject = subject_of(entity)
    return str(subject.label) if subject else label(entity)


def in_one_sentence(verb: str, actor_id: int | None, actor_name: str | None) -> str:
    return said(verb, actor_name if actor_id else None)


class ActivityTable(ListTable):
    what = column(
        _("What happened"),
        cells=[
            cell("verb", "actor_id", "actor_name", make=in_one_sentence),
            cell("entity_type", "verb", "changes", text=_("Fields"), make=fields_changed),
        ],
    )
    record = column(
        _("Record"),
        "w-wide",
        cells=[cell("title"), cell("entity_type", text=_("Kind"), make=kind_label)],
    )
    company = column(_("Company"), "w-wide p3", cells=cell("company_name"))
    # Entries are numbered in the order in which they were written.
    id = column(_("When"), "w-date", sorts=True, cells=cell("created_at"))


def activity_in_words(count: int, shown: str) -> str:
    return ngettext("%s entry", "%s entries", count) % shown


def activity_of(person: Any) -> QuerySet[Activity]:
    rows = Activity.objects.visible_to(person).exclude(entity_type__in=unseen_by(person))
    return rows.annotate(
        actor_name=name_of_person("actor_id"),
        title=title_of_record(person),
        company_name=name_of_company(),
    )


def address(entity: str, pk: int, company_id: int | None, branch_id: int | None) -> str:
    return address_in_log(
        {"entity_type": entity, "entity_id": pk, "company_id": company_id, "branch_id": branch_id}
    )


def words() -> dict[str, Any]:
    language = get_language()
    return {
        "sentence": sentences(),
        "told": Clock().told,
        "fields_changed": lambda entity, verb, changes: _fields_changed(
            language, entity, verb, tuple(changes)
        ),
        "kind_label": partial(_kind_label, language),
        "address": address,
    }


ACTIVITY = Listing(
    name="activity",
    title=_("Activity"),
    how_many=activity_in_words,
    rows=activity_of,
    columns=(
        "pk",
        "created_at",
        "actor_id",
        "actor_name",
        "verb",
        "changes",
        "entity_type",
        "entity_id",
        "company_id",
        "branch_id",
        "title",
        "company_name",
    ),
    table=ActivityTable,
    filters=ActivityFilters,
    sorts={"id": Sort(F("pk"), read=int, unique=True)},
    default_sort="-id",
    addresses=Addresses(page="activity:list", record="activity:detail"),
    page_template="activity/list.html",
    row_template="activity/_rows.jinja",
    no_match=_("Nothing matches. Remove a filter, or search for a company."),
    how_to_begin=_("Everything that people change is written down here."),
    words=words,
    fresh=times.ACTIVITY,
    made_of=ENTRY,
)
