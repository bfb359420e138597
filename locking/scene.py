"""What one person sees of the others at a record: the live fragment, and its news for scripts."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from locking.actions.presence import Live, LockState, Other
from locking.changes import Saved, last_saved
from locking.policies import may_break
from realsync.accounts.models import User
from realsync.records.kinds import Kind


@dataclass(frozen=True)
class Scene:
    live: Live
    kind: Kind
    pk: int
    me: User
    tab: UUID
    is_editing: bool  # the page is the record's form
    saved: Saved | None  # the last change, where the page shows an older version

    @property
    def lock(self) -> LockState | None:
        """Only while it holds."""
        return self.live.lock if self.live.lock and self.live.lock.is_live else None

    @property
    def is_mine(self) -> bool:
        return self.lock is not None and self.lock.user_id == self.me.pk

    @property
    def is_here(self) -> bool:
        """Held by this very tab."""
        return self.is_mine and self.lock is not None and self.lock.tab == str(self.tab)

    @property
    def is_elsewhere(self) -> bool:
        """Held by oneself, in another tab."""
        return self.is_mine and not self.is_here

    @property
    def is_theirs(self) -> bool:
        return self.lock is not None and not self.is_mine

    @property
    def asked_me(self) -> bool:
        """It was I who asked, and I wait for an answer."""
        return self.is_theirs and self.lock is not None and self.lock.asked_by_id == self.me.pk

    @property
    def declined_me(self) -> bool:
        return self.is_theirs and self.lock is not None and self.lock.declined_id == self.me.pk

    @property
    def was_handed_to_me(self) -> bool:
        """It waits for this tab, which has not opened the form yet."""
        former = self.lock.former_id if self.lock else None
        return self.is_here and not self.is_editing and former not in (None, self.me.pk)

    @property
    def is_asked(self) -> bool:
        """Somebody waits for this form to be handed over."""
        asker = self.lock.asked_by_id if self.lock else None
        return self.is_here and self.is_editing and asker is not None

    @property
    def is_outdated_form(self) -> bool:
        """A form shows what was, while somebody else has saved; a record's page just changes."""
        return self.is_editing and self.saved is not None and self.saved.user_id != self.me.pk

    @property
    def tells_of_lock(self) -> bool:
        return self.is_theirs or self.is_elsewhere or self.was_handed_to_me or self.is_asked

    @property
    def says(self) -> bool:
        """There is more to say than who is here."""
        return self.tells_of_lock or self.is_outdated_form

    @property
    def first_name(self) -> str:
        """Of whoever holds it."""
        return self.lock.name.split()[0] if self.lock else ""

    @property
    def may_edit(self) -> bool:
        return self.me.may(self.kind.edit)

    @property
    def may_break(self) -> bool:
        return self.is_theirs and may_break(self.me)

    @property
    def people(self) -> list[Other]:
        """Others who are here; oneself in another tab is said in words of its own."""
        return [other for other in self.live.others if other.user_id != self.me.pk]

    @property
    def address(self) -> str:
        return reverse("live:beat", args=[self.kind.entity, self.pk])

    @property
    def form_address(self) -> str:
        return reverse(f"{self.kind.namespace}:edit", args=[self.pk])

    def as_header(self) -> str:
        """ASCII. The token of an edit session is for its own person only."""
        news = {
            "key": self.live.key,
            "version": self.live.version,
            "lock": self._lock_news(),
            "others": len(self.live.others),
            "saved": self.saved.as_news(self.me.pk) if self.saved else None,
        }
        return json.dumps(news)

    def _lock_news(self) -> dict[str, Any] | None:
        lock, me = self.live.lock, self.me.pk
        if lock is None:
            return None
        return {
            "token": lock.token if lock.user_id == me else None,
            "live": lock.is_live,
            "name": lock.name,
            "user": lock.user_id,
            "me": lock.user_id == me,
            "tab": lock.tab,
            "since": _iso(lock.acquired_at),
            "asked": lock.asked_name,
            "asked_me": lock.asked_by_id == me,
            "declined_me": lock.declined_id == me,
            "former_token": lock.former_token if lock.former_id == me else None,
            "former_me": lock.former_id == me,
            "broken": lock.broken_name,
            "reason": lock.broken_reason,
        }


def scene_of(
    live: Live,
    kind: Kind,
    pk: int,
    *,
    me: User,
    tab: UUID,
    is_editing: bool,
    shown_version: int | None,
) -> Scene:
    """`shown_version`: of the page that asks."""
    is_outdated = shown_version is not None and shown_version < live.version
    saved = last_saved(kind.entity, pk, me) if is_outdated else None
    return Scene(live, kind, pk, me, tab, is_editing, saved)


def _iso(moment: datetime) -> str:
    return moment.isoformat()
