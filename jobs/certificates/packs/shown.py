"""A pack as its page shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.certificates.choices import PackState
from jobs.certificates.models import AuditPack
from realsync.db.scope import Person


@dataclass(frozen=True)
class ShownPack:
    pk: int
    held_on: date
    branches: str
    is_open: bool
    is_ready: bool
    packed: int
    total: int
    state: str
    certificates: str
    gaps: str
    size_bytes: int
    sha256: str
    expires_at: datetime | None
    is_mine: bool

    @property
    def percent(self) -> int:
        return 100 * self.packed // self.total if self.total else 0


def shown(pack: AuditPack, user: Person) -> ShownPack:
    """Whoever else asked, one of the staff it may be, is not named."""
    me: Any = user
    total, branches = len(pack.certificate_ids), len(pack.branch_ids)
    return ShownPack(
        pk=pack.pk,
        held_on=pack.held_on,
        branches=ngettext("%d branch", "%d branches", branches) % branches,
        is_open=pack.state == PackState.OPEN,
        is_ready=pack.is_to_be_had,
        packed=pack.packed,
        total=total,
        state=_state(pack),
        certificates=ngettext("%d certificate", "%d certificates", total) % total,
        gaps=ngettext("%d gap", "%d gaps", pack.gaps) % pack.gaps if pack.gaps else _("no gaps"),
        size_bytes=pack.size_bytes,
        sha256=pack.sha256,
        expires_at=pack.expires_at,
        is_mine=pack.user_id == me.pk,
    )


def _state(pack: AuditPack) -> str:
    """In a sentence, where there is no file to fetch."""
    if pack.state == PackState.REFUSED:
        return pack.answer
    if pack.state == PackState.DONE:
        return _("Its week is over, and the file is gone. Ask for it again.")
    if not pack.is_planned:
        return _("Waiting for its turn…")
    total = len(pack.certificate_ids)
    return _("%(packed)d of %(total)d certificates are packed…") % {
        "packed": pack.packed,
        "total": total,
    }
