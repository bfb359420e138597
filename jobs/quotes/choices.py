from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuoteStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    PART_ACCEPTED = "part_accepted", _("Accepted in part")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# The moves that there are; the trigger `quotes_move` says the same (sql/0003_triggers.sql).
MOVES: dict[str, frozenset[str]] = {
    QuoteStatus.DRAFT: frozenset({QuoteStatus.SENT}),
    QuoteStatus.SENT: frozenset(QuoteStatus) - {QuoteStatus.DRAFT, QuoteStatus.SENT},
}
ACCEPTED = (QuoteStatus.ACCEPTED, QuoteStatus.PART_ACCEPTED)
