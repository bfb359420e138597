"""What happens to quotes in the background: they leave by mail, and they expire."""

from celery import shared_task
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from jobs.quotes.actions.expiry import expire_quotes
from jobs.quotes.models import Quote, QuoteLine
from jobs.quotes.paper.setting import file_name, pdf_of
from jobs.quotes.people import owner_of
from realsync.db.scope import as_system
from realsync.outbox.mail import send_mail
from realsync.outbox.work import outbox_task

# A transaction of the system should be short: the rest comes with the next ones.
AT_ONCE = 200


@outbox_task(queue="heavy")
def mail_quote(quote_id: int, to: str, message: str, address: str) -> None:
    """With the paper; a mail server may be given it twice (see realsync.outbox.mail)."""
    quote = Quote.objects.select_related("company", "branch").get(pk=quote_id)
    owner = owner_of(quote)
    lines = list(QuoteLine.objects.filter(quote=quote, is_active=True).in_order())
    body = "\n\n".join(filter(None, (message, _("You find the quote here: %s") % address)))
    mail = EmailMessage(
        subject=_("Quote %(number)s: %(title)s") % {"number": quote.number, "title": quote.title},
        body=body,
        to=[to],
        reply_to=[owner.email],
    )
    mail.attach(file_name(quote), pdf_of(quote, lines, owner=owner.name), "application/pdf")
    send_mail(mail)


@shared_task(name="quotes.expire")  # type: ignore[untyped-decorator]
def expire() -> None:
    """Until no quote is left whose last day is past."""
    done = AT_ONCE
    while done == AT_ONCE:
        with as_system("quotes expire"):
            done = expire_quotes(most=AT_ONCE)
