from typing import ClassVar

from django.db import models
from django.db.models import Index, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from companies.choices import AskState
from companies.models.note import Note
from companies.models.place import Placed
from realsync.accounts.models import User
from realsync.db.scoped import ScopedQuerySet


class MessageQuerySet(ScopedQuerySet["Message"]):
    pass


class Message(Placed):
    """What a client writes to the office. The system makes it a note on company or branch."""

    text = models.TextField(_("message"))
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    # As they were called: clients cannot read accounts.
    user_name = models.TextField(db_default="")
    # Drawn by the page: the same form sent twice is one message.
    key = models.UUIDField()
    state = models.TextField(choices=AskState.choices, db_default=AskState.OPEN.value)
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, db_default="")
    note = models.OneToOneField(Note, on_delete=models.PROTECT, null=True, related_name="message")
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        db_table = "messages"
        default_permissions = ()
        indexes = [
            # The latest of a company. Used by the conversation in the portal.
            Index(fields=["company_id", "-id"], name="idx_messages_company"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="messages_once"),
            models.CheckConstraint(condition=~Q(text=""), name="messages_text_given"),
            models.CheckConstraint(
                condition=Q(state__in=AskState.values), name="messages_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
