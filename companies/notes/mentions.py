"""Whom a note names: an @ and the whole name of a colleague."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from companies.policies import may_read_note
from realsync.accounts.models import NamedPerson
from realsync.accounts.roles import STAFF_ROLES

MOST_OFFERED = 8
MOST_MENTIONED = 40


@dataclass(frozen=True)
class Mentions:
    """`told` may read the note; `shut_out` are named in it and may not."""

    told: tuple[NamedPerson, ...]
    shut_out: tuple[NamedPerson, ...]

    @property
    def ids(self) -> list[int]:
        return [person.pk for person in self.told]


def colleagues() -> list[NamedPerson]:
    """Everybody of the staff with an open account, by name."""
    staff = NamedPerson.objects.filter(is_active=True, role__in=STAFF_ROLES)
    return list(staff.order_by("name", "pk"))


def mentions_in(text: str, audience: str, *, meant: Collection[int] = ()) -> Mentions:
    """`meant` are the ids that were picked from the list: of two with one name, that one."""
    if "@" not in text:
        return Mentions((), ())
    by_name: dict[str, list[NamedPerson]] = {}
    for person in colleagues():
        by_name.setdefault(person.name, []).append(person)
    people: dict[int, NamedPerson] = {}
    for _start, _end, name in named_in(text, by_name):
        namesakes = by_name[name]
        picked = [person for person in namesakes if person.pk in meant]
        people |= {person.pk: person for person in picked or namesakes}
    named = list(people.values())[:MOST_MENTIONED]
    told = tuple(person for person in named if may_read_note(person.role, audience))
    return Mentions(told, tuple(person for person in named if person not in told))


def named_in(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where the text says @ and one of `names`, the longest that fits: start, end, name."""
    known = sorted(filter(None, names), key=len, reverse=True)
    at = text.find("@")
    while at >= 0:
        end = at + 1
        if at == 0 or not _is_letter(text[at - 1]):
            name = next((name for name in known if _begins(text, at + 1, name)), None)
            if name is not None:
                end = at + 1 + len(name)
                yield at, end, name
        at = text.find("@", end)


def offered(typed: str, audience: str, people: Sequence[NamedPerson]) -> list[NamedPerson]:
    """At most eight, whose name or a word of it begins with what was typed, accents or not."""
    start = _plain(typed)
    readers = [person for person in people if may_read_note(person.role, audience)]
    firm = [person for person in readers if _plain(person.name).startswith(start)]
    loose = [person for person in readers if f" {start}" in _plain(person.name)]
    return list(dict.fromkeys([*firm, *loose]))[:MOST_OFFERED]


def _begins(text: str, at: int, name: str) -> bool:
    end = at + len(name)
    if text[at:end].casefold() != name.casefold():
        return False
    return end >= len(text) or not _is_letter(text[end])


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
