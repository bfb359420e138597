"""The queue of what waits for approval: the first promised first, some rows of it at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.certificates.models import Certificate
from jobs.certificates.models.certificate import CertificateQuerySet
from jobs.certificates.policies import is_maker
from jobs.certificates.review.flags import Flag, Flags
from realsync.pages.requests import Viewer

AT_ONCE = 50
# Of one page of the queue; nobody scrolls further.
FURTHEST = 10_000


@dataclass(frozen=True)
class Waiting:
    """`against` says why this viewer may not approve it; empty where nothing stands against."""

    certificate: Certificate
    flags: list[Flag]
    against: str

    @property
    def may_be_batched(self) -> bool:
        return not self.flags and not self.against

    @property
    def is_serious(self) -> bool:
        return any(flag.look == "bad" for flag in self.flags)

    @property
    def flags_in_words(self) -> str:
        return ngettext("%d flag", "%d flags", len(self.flags)) % len(self.flags)


def queue_of(user: Viewer) -> CertificateQuerySet:
    return Certificate.objects.visible_to(user).to_review()


def judged(user: Viewer, certificates: list[Certificate], flags: Flags) -> list[Waiting]:
    return [Waiting(each, flags.of(each), against(user, each)) for each in certificates]


def against(user: Viewer, certificate: Certificate) -> str:
    """Nobody approves their own work (ISO/IEC 17025:2017, 6.2.6)."""
    me: Any = user
    if certificate.author_id == me.pk:
        return _("You drafted it: somebody else approves it.")
    if is_maker(certificate, me.pk):
        return _("You changed it or recorded one of its results: somebody else approves it.")
    return ""


def place_of(user: Viewer, promised_on: date, pk: int) -> int:
    """How many stand before it."""
    earlier = Q(promised_on__lt=promised_on) | Q(promised_on=promised_on, pk__lt=pk)
    return queue_of(user).filter(earlier).order_by().count()
