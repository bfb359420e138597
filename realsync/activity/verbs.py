"""What can happen, in sentences. Each app registers its own verbs in `ready()`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


class Group(TextChoices):
    """Kinds of change that a timeline can be narrowed to."""

    CREATED = "created", gettext_lazy("Created")
    CHANGED = "changed", gettext_lazy("Changed")
    CALIBRATED = "calibrated", gettext_lazy("Calibrated")
    STATE = "state", gettext_lazy("Retired or restored")
    MERGED = "merged", gettext_lazy("Merged")
    NOTES = "notes", gettext_lazy("Notes")
    DOCUMENTS = "documents", gettext_lazy("Documents")
    ACCOUNTS = "accounts", gettext_lazy("Accounts and access")


@dataclass(frozen=True)
class Verb:
    """`sentence` names the person as `{who}`; `look` colours its mark: good, bad, accent."""

    sentence: "str | Promise"
    group: Group
    look: str = ""


ENDED = gettext_lazy("{who} ended the editing of a colleague")
_verbs: dict[str, Verb] = {}


def register_verbs(verbs: Mapping[str, Verb]) -> None:
    _verbs.update(verbs)


def verb_of(name: str) -> Verb | None:
    return _verbs.get(name)


def verbs_in(group: str) -> list[str]:
    return [name for name, verb in _verbs.items() if verb.group == group]


def said(name: str, who: str | None) -> str:
    """As plain text."""
    verb = _verbs.get(name)
    if verb is None:
        return f"{who or _('RealSync')}: {name.replace('.', ' ').replace('_', ' ')}"
    return str(verb.sentence).format(who=who or _("RealSync"))


def sentence(name: str, who: str | None) -> SafeString:
    """Nobody is the system itself. A verb that nobody has put into words is said as it is."""
    return _sentence(get_language(), name, who)


def sentences() -> Callable[[str, str | None], SafeString]:
    """`sentence` for the rows of a page: the language is looked up once."""
    return partial(_sentence, get_language())


@lru_cache(maxsize=4096)
def _sentence(language: str | None, name: str, who: str | None) -> SafeString:
    person = format_html("<strong>{}</strong>", who or _("RealSync"))
    verb = _verbs.get(name)
    if verb is None:
        return format_html("{}: {}", person, name.replace(".", " ").replace("_", " "))
    return format_html(str(verb.sentence), who=person)


def verbs_of_record(entity: str, created: "Promise", changed: "Promise", retired: "Promise",
                    restored: "Promise") -> dict[str, Verb]:  # fmt: skip
    """What happens to records of every kind."""
    return {
        f"{entity}.created": Verb(created, Group.CREATED, "good"),
        f"{entity}.changed": Verb(changed, Group.CHANGED),
        f"{entity}.retired": Verb(retired, Group.STATE, "bad"),
        f"{entity}.restored": Verb(restored, Group.STATE, "good"),
        f"{entity}.lock_broken": Verb(ENDED, Group.CHANGED, "bad"),
    }
