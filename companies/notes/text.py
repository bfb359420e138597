"""The text of a note as HTML: links and mentions stand out, everything else is plain text."""

import re
from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from companies.notes.mentions import named_in

LINK = re.compile(r"\bhttps?://[^\s<>\"'`\\^{|}]+", re.I)
# They end a sentence more often than an address.
TRAILING = ".,;:!?*_~'\""
CLOSING = {")": "(", "]": "["}


def as_html(text: str, names: Iterable[str]) -> SafeString:
    """`names` are those of the people whom the note mentions. Lines are kept by the style."""
    known = list(names)
    parts: list[tuple[SafeString | str]] = []
    end = 0
    for start, stop in _links(text):
        parts += ((part,) for part in _with_mentions(text[end:start], known))
        parts.append((_link(text[start:stop]),))
        end = stop
    parts += ((part,) for part in _with_mentions(text[end:], known))
    return format_html_join("", "{}", parts)


def _links(text: str) -> Iterator[tuple[int, int]]:
    for found in LINK.finditer(text):
        address = found.group()
        while address and (address[-1] in TRAILING or _closes_nothing(address)):
            address = address[:-1]
        if address.partition("://")[2]:
            yield found.start(), found.start() + len(address)


def _closes_nothing(address: str) -> bool:
    opening = CLOSING.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)


def _link(address: str) -> SafeString:
    return format_html(
        '<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>', address, address
    )


def _with_mentions(text: str, names: list[str]) -> Iterator[SafeString | str]:
    end = 0
    for start, stop, _name in named_in(text, names):
        yield text[end:start]
        yield format_html('<span class="mention">{}</span>', text[start:stop])
        end = stop
    yield text[end:]
