from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from realsync.lists import words

register = template.Library()
register.filter("day", words.day)


@register.filter
def due_badge(value: date | None) -> SafeString | str:
    """A pill where a due date asks for attention."""
    look, text = words.due(value)
    return format_html('<span class="badge {}">{}</span>', look, text) if text else ""


@register.filter
def due_look(value: date | None) -> str:
    """The colour of a due date."""
    return {"overdue": "bad", "soon": "warn"}.get(words.due(value)[0], "")


@register.filter
def due_words(value: date | None) -> str:
    return words.due(value)[1]
