"""A digest leaves, once in effect: its row says what became of it."""

from smtplib import SMTPRecipientsRefused

from django.utils import timezone
from django.utils.translation import gettext as _

from companies.choices import ContactPurpose
from companies.models import Contact
from jobs.work.choices import MailState
from jobs.work.models import RecallMail
from jobs.work.recall.letter import letter_of
from realsync.outbox.mail import send_mail
from realsync.outbox.models import OutboxRow
from realsync.outbox.work import outbox_task

PERMANENT = 500  # an SMTP server's answers from here on are final


@outbox_task(queue="quick")
def send_recall(mail_id: int) -> None:
    rows = RecallMail.objects.select_for_update(of=("self",)).select_related("branch", "company")
    mail = rows.get(pk=mail_id)
    if mail.state != MailState.WAITING:
        return
    wanted = Contact.objects.written_to(ContactPurpose.RECALL).filter(pk=mail.contact_id)
    if not wanted.exists():
        settle(mail, MailState.FAILED, _("They ended these mails before it left."))
        return
    try:
        send_mail(letter_of(mail).to(mail.email))
    except SMTPRecipientsRefused as refused:
        code, answer = refused.recipients[mail.email]
        if code < PERMANENT:
            raise
        settle(mail, MailState.FAILED, f"{code} {answer.decode(errors='replace')}")
        return
    settle(mail, MailState.SENT)


def settle(mail: RecallMail, state: MailState, error: str = "") -> None:
    mail.state, mail.error, mail.settled_at = state, error, timezone.now()
    mail.save(update_fields=["state", "error", "settled_at"])


def note_given_up() -> None:
    """What the outbox has given up is not on its way any more, unless it was sent again since."""
    rows = OutboxRow.objects.filter(task=send_recall.name, done_at=None)
    on_its_way = {args[0] for (args,) in rows.exclude(available_at=None).values_list("args")}
    errors = {args[0]: error for args, error in rows.dead().values_list("args", "error")}
    for mail in RecallMail.objects.waiting().filter(pk__in=errors.keys() - on_its_way):
        settle(mail, MailState.FAILED, errors[mail.pk])
