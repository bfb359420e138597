"""What reaches people, in sentences. Each app registers its own verbs in `ready()`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from realsync.inbox.models import InboxItem
from realsync.pages.requests import Viewer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


@dataclass(frozen=True)
class Told:
    """`sentence` names the person as `{who}` and the record as `{what}`.

    `readable` narrows items, whose record the person sees, to the ids of those whose excerpt
    they may read, too; `address` is the page to go to, the record's own where there is none.
    `is_own` where there is no record, and `readable` alone decides.
    """

    sentence: "str | Promise"
    icon: str
    readable: Callable[[Sequence[InboxItem], Viewer], set[int]] | None = None
    address: Callable[[InboxItem], str] | None = None
    is_own: bool = False


_told: dict[str, Told] = {}


def register_told(told: Mapping[str, Told]) -> None:
    _told.update(told)


def told_of(verb: str) -> Told | None:
    return _told.get(verb)


def sentence(verb: str, who: str | None, what: str) -> SafeString:
    person = format_html("<strong>{}</strong>", who or _("RealSync"))
    told = _told.get(verb)
    text = str(told.sentence) if told else _("{who} has news about {what}")
    return format_html(text, who=person, what=what)
