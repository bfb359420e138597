"""A mention, or a client's message, in somebody's inbox."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies.actions.message import RECEIVED
from companies.actions.note import MENTIONED
from companies.models import Note
from realsync.inbox.models import InboxItem
from realsync.inbox.verbs import Told, register_told
from realsync.pages.requests import Viewer


def readable(items: Sequence[InboxItem], person: Viewer) -> set[int]:
    """Those whose note is still there and meant for this person."""
    ids = {item.note_id for item in items if item.note_id}
    notes = Note.objects.visible_to(person).active().filter(pk__in=ids)
    visible = set(notes.values_list("pk", flat=True))
    return {item.pk for item in items if item.note_id in visible}


def note_address(item: InboxItem) -> str:
    return reverse("notes:detail", args=[item.note_id])


def register_mentions() -> None:
    mentioned = Told(
        _("{who} mentioned you in a note on {what}"),
        icon="at-sign",
        readable=readable,
        address=note_address,
    )
    received = Told(
        _("{who} wrote to the office about {what}"),
        icon="message-square",
        readable=readable,
        address=note_address,
    )
    register_told({MENTIONED: mentioned, RECEIVED: received})
