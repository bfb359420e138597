"""Before and after of one field, as HTML: a long text word by word, anything else side by side."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from realsync.lists.rows import icon

# From here on, two texts are compared word by word.
LONG = 60
# Comparing takes time that grows with the square of the words: more are shown cut.
MOST_WORDS = 600
LONGEST_SHOWN = 2_000
UNCHANGED_SHOWN = 12
WORDS = re.compile(r"\s+|[^\s]+")


def difference(before: str, after: str) -> SafeString:
    if not before:
        return format_html("<ins>{}</ins>", _cut(after)) if after else mark_safe("")
    if not after:
        return format_html("<del>{}</del> {}", _cut(before), _("(emptied)"))
    if min(len(before), len(after)) < LONG:
        arrow = icon("arrow-right")
        return format_html("<del>{}</del> {} <ins>{}</ins>", _cut(before), arrow, _cut(after))
    return word_by_word(before, after)


def word_by_word(before: str, after: str) -> SafeString:
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return format_html("<del>{}</del> <ins>{}</ins>", _cut(before), _cut(after))
    parts: list[tuple[SafeString | str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append((_unchanged(old[a:b]),))
            continue
        if b > a:
            parts.append((format_html("<del>{}</del>", "".join(old[a:b])),))
        if d > c:
            parts.append((format_html("<ins>{}</ins>", "".join(new[c:d])),))
    return format_html_join("", "{}", parts)


def _unchanged(words: list[str]) -> str:
    """The ends of what stayed: enough to see where the change is."""
    if len(words) <= 2 * UNCHANGED_SHOWN + 1:
        return "".join(words)
    return "".join([*words[:UNCHANGED_SHOWN], " … ", *words[-UNCHANGED_SHOWN:]])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
