from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IntervalUnit(TextChoices):
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class ContactPurpose(TextChoices):
    RECALL = "recall", _("Recall notices")
    CERTIFICATE = "certificate", _("Certificates")
    BILLING = "billing", _("Billing")
    SITE = "site", _("Site access")


class NoteKind(TextChoices):
    NOTE = "note", _("Note")
    CALL = "call", _("Call")
    VISIT = "visit", _("Visit")
    MAIL = "mail", _("Mail")


class NoticeKind(TextChoices):
    GENERAL = "general", _("Notice")
    INCIDENT = "incident", _("Incident")
    CERTIFICATES = "certificates", _("Certificates")
    ANSWER = "answer", _("Answer")


class AskState(TextChoices):
    """Of what a client sent us: it waits, it took effect, or it could not any more."""

    OPEN = "open", _("Received")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Not possible")
