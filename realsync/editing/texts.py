"""What may be typed: how long, and which characters."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST_LINE = 200
LONGEST_ADDRESS = 500
LONGEST_TEXT = 10_000

# They turn the letters around them: what is read is not what is stored.
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Two texts that look alike differ by them. A joiner between the parts of an emoji is none.
UNSEEN = re.compile("[\u00ad\u180e\u200b\u200c\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
STRAY_JOINER = re.compile("\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])")
# What the browser sends for a byte that is no letter in any writing.
UNREADABLE = re.compile("[\ufffd\ud800-\udfff]")


def one_line(value: Any) -> str:
    """The text as it is stored: composed letters, single spaces. Raises ValidationError."""
    text = composed(value)
    refuse_odd(text, allowed="\t\n\r")
    if UNSEEN.search(text) or STRAY_JOINER.search(text):
        raise ValidationError(
            _("This holds a character that cannot be seen. Type it again instead of pasting it."),
            code="unseen",
        )
    return " ".join(text.split())


def many_lines(value: Any) -> str:
    text = composed(value).replace("\r\n", "\n").replace("\r", "\n")
    refuse_odd(text, allowed="\t\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def composed(value: Any) -> str:
    return unicodedata.normalize("NFC", "" if value is None else str(value))


def refuse_odd(text: str, *, allowed: str) -> None:
    if DIRECTION.search(text):
        raise ValidationError(
            _("This holds a hidden mark that reverses the direction of writing. Remove it."),
            code="direction",
        )
    odd = (c for c in text if unicodedata.category(c) == "Cc" and c not in allowed)
    if UNREADABLE.search(text) or next(odd, None) is not None:
        raise ValidationError(
            _("This holds a character that is no text. Type it again instead of pasting it."),
            code="unreadable",
        )
