"""A recall notice that could not be delivered leaves once more."""

from django.db import transaction

from jobs.work.choices import MailState
from jobs.work.models import RecallMail
from jobs.work.recall.sending import send_recall
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.outbox.work import enqueue


@transaction.atomic
def send_again(*, mail: RecallMail, by: User) -> bool:
    """To the address that the contact has now; False where it has left, or is on its way."""
    failed = RecallMail.objects.select_for_update(of=("self",)).select_related("contact")
    again = failed.filter(pk=mail.pk, state=MailState.FAILED).first()
    if again is None:
        return False
    changes = {"email": (again.email, again.contact.email)}
    again.email, again.name = again.contact.email, again.contact.name
    again.state, again.error, again.settled_at = MailState.WAITING, "", None
    again.save(update_fields=["email", "name", "state", "error", "settled_at"])
    record(by=by, verb="contact.recalled_again", entity=again.contact, changes=changes)
    enqueue(send_recall, again.pk)
    return True
