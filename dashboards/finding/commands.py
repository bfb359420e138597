"""Where the palette leads beside records: what can be begun, and places of the application."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from realsync.accounts.permissions import Permission
from realsync.pages.requests import Viewer


@dataclass(frozen=True)
class Command:
    text: Any
    page: str
    icon: str
    permission: str


class Shown(NamedTuple):
    text: str
    address: str
    icon: str


SEE, PORTAL = Permission.REGISTER_SEE, Permission.PORTAL_SEE
OF_STAFF = (
    Command(_("New company"), "companies:new", "plus", Permission.COMPANY_CREATE),
    Command(_("New branch"), "branches:new", "plus", Permission.COMPANY_CREATE),
    Command(_("New instrument"), "equipment:new", "plus", Permission.EQUIPMENT_EDIT),
    Command(_("New quote"), "quotes:new", "plus", Permission.QUOTE_EDIT),
    Command(_("New job"), "jobs:new", "plus", Permission.JOB_CREATE),
    Command(_("New task"), "tasks:new", "plus", Permission.TASK_EDIT),
    Command(_("Find a list of serial numbers"), "equipment:serials", "list-filter", SEE),
    Command(_("Go to schedule"), "jobs:week", "calendar", Permission.WORK_SEE),
    Command(_("Go to visits to plan"), "visits:list", "map", Permission.JOB_CREATE),
    Command(
        _("Go to review queue"), "certificates:review", "shield-check",
        Permission.CERTIFICATE_APPROVE,
    ),
    Command(_("Go to companies"), "companies:list", "building-2", SEE),
    Command(_("Go to branches"), "branches:list", "map-pin", SEE),
    Command(_("Go to equipment"), "equipment:list", "gauge", SEE),
    Command(_("Go to jobs"), "jobs:list", "briefcase", Permission.WORK_SEE),
    Command(_("Go to certificates"), "certificates:list", "file-badge", Permission.WORK_SEE),
    Command(_("Go to quotes"), "quotes:list", "file-text", Permission.QUOTE_SEE),
    Command(_("Go to tasks"), "tasks:list", "circle-check", Permission.TASK_SEE),
    Command(_("Go to services"), "services:list", "wrench", SEE),
    Command(_("Go to standards"), "standards:list", "shield-check", SEE),
    Command(_("Go to incidents"), "incidents:list", "triangle-alert", Permission.WORK_SEE),
    Command(_("Go to inbox"), "inbox:list", "bell", SEE),
    Command(_("Go to activity"), "activity:list", "activity", SEE),
)  # fmt: skip
OF_CLIENTS = (
    Command(_("Ask for service"), "portal:request_new", "plus", PORTAL),
    Command(_("Find a list of serial numbers"), "portal:serials", "list-filter", PORTAL),
    Command(_("Go to equipment"), "portal:equipment", "gauge", PORTAL),
    Command(_("Go to certificates"), "portal:certificates", "file-badge", PORTAL),
    Command(_("Go to visits and jobs"), "portal:jobs", "briefcase", PORTAL),
    Command(_("Go to quotes"), "portal:quotes", "file-text", PORTAL),
    Command(_("Go to audit packs"), "portal:packs", "files", PORTAL),
    Command(_("Go to documents"), "portal:documents", "file", PORTAL),
)


def commands(query: str, person: Viewer) -> Iterator[Shown]:
    """Those of which every word typed begins a word."""
    typed = query.casefold().split()
    for command in OF_CLIENTS if person.side == "client" else OF_STAFF:
        words = str(command.text).casefold().split()
        if person.may(command.permission) and all(_begins_one(part, words) for part in typed):
            yield Shown(str(command.text), reverse(command.page), command.icon)


def _begins_one(part: str, words: list[str]) -> bool:
    return any(word.startswith(part) for word in words)
