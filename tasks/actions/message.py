"""The task that a client's message brings about."""

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Message
from tasks.actions.task import make_task


def task_of_message(message: Message, about: Model) -> None:
    """For whoever takes it, and one however often they write before they are answered."""
    make_task(
        title=_("Answer the client's message"),
        due_on=timezone.localdate(),
        about=about,
        text=f"{message.user_name}: {message.text}",
    )
