"""The best hits of every kind of record, each within what the person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Branch, Company
from equipment.models import Equipment, Service
from jobs.certificates.forms import share
from jobs.certificates.models import Certificate
from jobs.quotes.models import Quote
from jobs.work.models import Standard
from realsync.accounts.permissions import Permission
from realsync.db.scope import Person
from realsync.lists.commonness import COMMON_SHARE
from realsync.lists.words import day
from realsync.pages.requests import Viewer
from tasks.choices import TaskStatus
from tasks.models import Task

SHOWN = 8


@dataclass(frozen=True)
class Hit:
    text: str
    note: str
    url: str
    code: str


@dataclass(frozen=True)
class Group:
    title: str
    hits: Sequence[Hit]
    all_url: str


def found(query: str, person: Viewer) -> list[Group]:
    groups = [
        _group(_("Equipment"), "equipment", query, _equipment(query, person)),
        _group(_("Companies"), "companies", query, _companies(query, person)),
        _group(_("Branches"), "branches", query, _branches(query, person)),
        _group(_("Services"), "services", query, _services(query, person)),
        _group(_("Standards"), "standards", query, _standards(query, person)),
        _group(_("Certificates"), "certificates", query, _certificates(query, person)),
        _group(_("Tasks"), "tasks", query, _tasks(query, person)),
    ]
    if person.may(Permission.QUOTE_SEE):
        groups.append(_group(_("Quotes"), "quotes", query, _quotes(query, person)))
    return [group for group in groups if group.hits]


def _group(title: str, namespace: str, query: str, rows: list[tuple[Any, ...]]) -> Group:
    hits = [
        Hit(text, note, reverse(f"{namespace}:detail", args=[pk]), code)
        for pk, code, text, note in rows
    ]
    return Group(title, hits, f"{reverse(f'{namespace}:list')}?{urlencode({'q': query})}")


def _equipment(query: str, person: Person) -> list[tuple[Any, ...]]:
    rows = Equipment.objects.visible_to(person).best_matches(query, most=SHOWN)
    fields = ("code", "description", "manufacturer", "model", "serial", "company_name")
    return [
        (pk, code, f"{text} {maker} {model}".strip(), f"{serial} · {company}".strip(" ·"))
        for pk, code, text, maker, model, serial, company in rows.values_list("pk", *fields)
    ]


def _companies(query: str, person: Person) -> list[tuple[Any, ...]]:
    rows = Company.objects.visible_to(person).best_matches(query, most=SHOWN)
    return list(rows.values_list("pk", "code", "name", "trading_name"))


def _branches(query: str, person: Person) -> list[tuple[Any, ...]]:
    rows = Branch.objects.visible_to(person).active().matching(query).order_by("name", "pk")
    return list(rows.values_list("pk", "code", "name", "company_name")[:SHOWN])


def _services(query: str, person: Person) -> list[tuple[Any, ...]]:
    rows = Service.objects.visible_to(person).active().matching(query).order_by("name", "pk")
    return list(rows.values_list("pk", "code", "name", "category")[:SHOWN])


def _standards(query: str, person: Person) -> list[tuple[Any, ...]]:
    rows = Standard.objects.visible_to(person).active().matching(query).order_by("due_on", "pk")
    return [
        (pk, code, name, f"{maker} {model}".strip())
        for pk, code, name, maker, model in rows.values_list(
            "pk", "code", "name", "manufacturer", "model"
        )[:SHOWN]
    ]


def _certificates(query: str, person: Person) -> list[tuple[Any, ...]]:
    """The latest first."""
    in_order = share(person, query) >= COMMON_SHARE
    rows = Certificate.objects.visible_to(person).active().matching(query, in_order=in_order)
    fields = ("pk", "number", "description", "serial", "client_name")
    return [
        (pk, number, text, f"{serial} · {client}".strip(" ·"))
        for pk, number, text, serial, client in rows.order_by("-number", "-pk").values_list(
            *fields
        )[:SHOWN]
    ]


def _quotes(query: str, person: Person) -> list[tuple[Any, ...]]:
    """The latest first."""
    rows = Quote.objects.visible_to(person).active().matching(query).order_by("-number", "-pk")
    return list(rows.values_list("pk", "number", "title", "company_name")[:SHOWN])


def _tasks(query: str, person: Person) -> list[tuple[Any, ...]]:
    """Open ones, the first due one first."""
    rows = Task.objects.visible_to(person).open().matching(query).due_first()
    return [
        (pk, day(due_on), title, str(TaskStatus(status).label))
        for pk, title, status, due_on in rows.values_list("pk", "title", "status", "due_on")[:SHOWN]
    ]
