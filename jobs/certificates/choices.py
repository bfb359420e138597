from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from jobs.work.choices import Verdict


class CertificateStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PENDING_REVIEW = "pending_review", _("Pending review")
    APPROVED = "approved", _("Issued")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# The moves that there are; the trigger `certificates_move` says the same (sql/0002_triggers.sql).
MOVES: dict[str, frozenset[str]] = {
    CertificateStatus.DRAFT: frozenset({CertificateStatus.PENDING_REVIEW}),
    CertificateStatus.PENDING_REVIEW: frozenset(
        {CertificateStatus.APPROVED, CertificateStatus.DRAFT}
    ),
    CertificateStatus.APPROVED: frozenset(
        {CertificateStatus.SUPERSEDED, CertificateStatus.WITHDRAWN}
    ),
}
# What was issued is a paper out of the house: it says for ever what it said.
ISSUED = (
    CertificateStatus.APPROVED,
    CertificateStatus.SUPERSEDED,
    CertificateStatus.WITHDRAWN,
)
# Not yet issued.
OPEN = (CertificateStatus.DRAFT, CertificateStatus.PENDING_REVIEW)
# A calibration that counts: with one of these the dates of its plan move.
GOOD = (Verdict.PASS, Verdict.CONDITIONAL_PASS)


class IncidentStatus(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class PackState(TextChoices):
    OPEN = "open", _("Being made")
    DONE = "done", _("Ready")
    REFUSED = "refused", _("Not made")
