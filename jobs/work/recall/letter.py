"""What a digest says: the instruments by due date, and the way to booking."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.choices import ContactPurpose
from companies.unsubscribing import link_to_end
from jobs.work.models import RecallItem, RecallMail
from realsync.outbox.letter import Letter, Line

# More than these are counted, not named.
MOST_NAMED = 50
DAY = "j F Y"


def letter_of(mail: RecallMail) -> Letter:
    items = RecallItem.objects.filter(mail=mail).select_related("equipment")
    named = list(items.order_by("due_on", "pk")[:MOST_NAMED])
    more = mail.instruments - len(named)
    words = {
        "count": mail.instruments,
        "branch": mail.branch.name,
        "company": mail.company.name,
        "name": mail.name,
        "day": date_format(named[0].due_on, DAY),
    }
    return Letter(
        subject=ngettext(
            "%(count)d instrument falls due at %(branch)s",
            "%(count)d instruments fall due at %(branch)s",
            mail.instruments,
        )
        % words,
        greeting=_("Dear %(name)s,") % words,
        text=ngettext(
            "%(count)d instrument at %(branch)s, %(company)s, falls due for calibration, on "
            "%(day)s. No visit is booked for it yet.",
            "%(count)d instruments at %(branch)s, %(company)s, fall due for calibration, the first "
            "on %(day)s. No visit is booked for them yet.",
            mail.instruments,
        )
        % words,
        lines=[_line(item) for item in named],
        more=ngettext("and %d more", "and %d more", more) % more if more > 0 else "",
        action=_("Book a visit"),
        address=booking_of(mail),
        reason=_("You get this as a contact of %(company)s for recall notices.") % words,
        ends=link_to_end(mail.contact_id, ContactPurpose.RECALL),
    )


def booking_of(mail: RecallMail) -> str:
    """The client's page of a request, with what this mail names on it."""
    last = RecallItem.objects.filter(mail=mail).order_by("-stage").values_list("stage", flat=True)
    query = urlencode({"branch": mail.branch_id, "due": last[0]})
    return f"{settings.SITE_ADDRESS}{reverse('portal:request_new')}?{query}"


def _line(item: RecallItem) -> Line:
    instrument = item.equipment
    detail = " · ".join(filter(None, (instrument.code, instrument.serial)))
    return Line(instrument.description, detail, date_format(item.due_on, "j M Y"))
