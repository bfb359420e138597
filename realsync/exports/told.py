"""What the log and the inbox say of exports."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.activity.record import record
from realsync.activity.subjects import Subject, register_subject
from realsync.activity.verbs import Group, Verb, register_verbs
from realsync.exports.choices import ExportState
from realsync.exports.models import Export
from realsync.inbox.models import InboxItem
from realsync.inbox.tell import tell
from realsync.inbox.verbs import Told, register_told
from realsync.pages.requests import Viewer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

EXPORTED, FETCHED = "list.exported", "list.export_fetched"
READY, NOT_MADE = "export.ready", "export.not_made"


def log(export: Export, verb: str, by: User) -> None:
    changes = {
        "list": (None, export.title),
        "filters": (None, export.filters),
        "rows": (None, export.rows),
        "format": (None, export.get_format_display()),
    }
    record(by=by, verb=verb, entity=export, changes=changes)


def tell_and_log(export: Export) -> None:
    """Of one that is settled. Clients have no inbox: their page of exports tells them."""
    is_done, person = export.state == ExportState.DONE, export.user
    if is_done:
        log(export, EXPORTED, person)
    if person.side == "staff":
        verb = READY if is_done else NOT_MADE
        told = [person.pk]
        tell(user_ids=told, by=None, verb=verb, entity=export, excerpt=export.answer)


def register_exports() -> None:
    register_verbs(
        {
            EXPORTED: Verb(_("{who} exported a list"), Group.DOCUMENTS),
            FETCHED: Verb(_("{who} downloaded an exported list"), Group.DOCUMENTS),
        }
    )
    register_subject(Subject("export", Export, _("Export"), Permission.SYSTEM_MANAGE))
    register_told(
        {
            READY: _own(_("Your export of {what} is ready"), "download"),
            NOT_MADE: _own(_("Your export of {what} could not be made"), "triangle-alert"),
        }
    )


def _own(sentence: "Promise", icon: str) -> Told:
    return Told(
        sentence,
        icon=icon,
        readable=readable,
        address=lambda _item: reverse("exports:list"),
        is_own=True,
    )


def readable(items: Sequence[InboxItem], person: Viewer) -> set[int]:
    ids = [item.entity_id for item in items]
    mine = set(Export.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))
    return {item.pk for item in items if item.entity_id in mine}
