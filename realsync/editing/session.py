"""The edit session that a form was sent in, and what to say where somebody else's stands in the
way."""

from dataclasses import dataclass
from typing import Any

from locking.holding import Holder, begin_save, in_words
from realsync.pages.requests import SignedInRequest
from realsync.records.kinds import kind_of

LARGEST_TOKEN = 2**63 - 1


@dataclass(frozen=True)
class Refusal:
    """For the form that comes back: who, since when, and whether it is oneself elsewhere."""

    told: str
    name: str  # empty where nobody else is editing it any more
    is_me: bool


def token_in(request: SignedInRequest) -> int | None:
    """The token of the lock that the page has got; None without JavaScript."""
    text = request.POST.get("lock_token", "")
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_TOKEN))
    return int(text) if digits and int(text) <= LARGEST_TOKEN else None


def begin(request: SignedInRequest, record: Any) -> Holder | None:
    """Whoever else is editing it; None if nobody stands in the way, and the token is presented."""
    if not kind_of(str(record._meta.model_name)).is_locked:
        return None
    return begin_save(record, user_id=person_of(request), token=token_in(request))


def refusal(request: SignedInRequest, record: Any, holder: Holder | None) -> Refusal:
    me = person_of(request)
    is_me = holder is not None and holder.user_id == me
    told = in_words(holder, user_id=me, record=record)
    return Refusal(told, "" if holder is None or is_me else holder.name, is_me)


def person_of(request: SignedInRequest) -> int | None:
    return getattr(request.user, "pk", None)
