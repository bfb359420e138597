"""What a client writes to the office: received at once, then a note that the office answers."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model
from django.utils import timezone

from companies.actions.note import add_note
from companies.choices import AskState
from companies.models import Branch, Company, Message, Note
from realsync.accounts.models import NamedPerson, User
from realsync.accounts.roles import STAFF_ROLES
from realsync.activity.models import Audience
from realsync.db.scope import scope_of
from realsync.inbox.tell import tell
from realsync.outbox.work import enqueue, outbox_task

RECEIVED = "message.received"
# Of those who last wrote to this client here, so many are told.
MOST_TOLD = 3
SEEN = """
INSERT INTO acknowledgements (note_id, company_id, branch_id, user_id, user_name, shown_at)
VALUES (%s, %s, %s, %s, %s, now())
ON CONFLICT DO NOTHING
"""

OnMessage = Callable[[Message, Model], None]
_on_message: list[OnMessage] = []


def register_on_message(call: OnMessage) -> None:
    """An app above says in `ready()` what else a message brings about: a task."""
    if call not in _on_message:
        _on_message.append(call)


@transaction.atomic
def send_message(*, by: User, branch: Branch | None, text: str, key: UUID) -> Message:
    """The same form sent twice is one message."""
    company_id = cast(int, scope_of(by).company_id)
    message = Message(
        company_id=company_id, branch=branch, user=by, user_name=by.name,
        text=text, key=key,
    )  # fmt: skip
    Message.objects.bulk_create([message], ignore_conflicts=True)
    kept = Message.objects.visible_to(by).get(user=by, key=key)
    enqueue(deliver_message, kept.pk)
    return kept


@outbox_task(queue="quick")
def deliver_message(message_id: int) -> None:
    """Once, however often it is asked for: an open message becomes a note on its place."""
    message = (
        Message.objects.select_for_update(of=("self",)).select_related("user").get(pk=message_id)
    )
    if message.state != AskState.OPEN:
        return
    about: Model = (
        Branch.objects.get(pk=message.branch_id)
        if message.branch_id
        else Company.objects.get(pk=message.company_id)
    )
    values = {"text": message.text, "audience": Audience.CLIENT}
    note = add_note(about=about, by=message.user, values=values, mentions=[])
    message.note, message.state, message.settled_at = note, AskState.DONE, timezone.now()
    message.save(update_fields=["note", "state", "settled_at"])
    tell(
        user_ids=_who_wrote(about),
        by=message.user,
        verb=RECEIVED,
        entity=about,
        excerpt=message.text,
        note_id=note.pk,
    )
    for call in _on_message:
        call(message, about)


@transaction.atomic
def answers_read(*, note: Note, by: User) -> None:
    """All answers up to this one. Twice is once."""
    values = [note.pk, note.company_id, note.branch_id, by.pk, by.name]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(SEEN, values)


def _who_wrote(about: Model) -> list[int]:
    """The members of staff who last wrote to the client here."""
    notes = Note.objects.about(about).active().filter(audience=Audience.CLIENT)
    authors = notes.order_by("-pk").values_list("author_id", flat=True)[:50]
    staff = NamedPerson.objects.filter(
        pk__in=set(authors), role__in=STAFF_ROLES, is_active=True
    ).values_list("pk", flat=True)
    known = set(staff)
    return [pk for pk in dict.fromkeys(authors) if pk in known][:MOST_TOLD]
