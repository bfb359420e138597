"""What form pages need beside their fields."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm, BaseFormSet
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True)
class Problem:
    """What is wrong, and the id of the field that it is about; empty if about the whole form."""

    text: str
    field_id: str = ""
    label: str = ""


@register.simple_tag
def idempotency_key() -> SafeString:
    """A form sent twice is saved once: both carry the same key."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', uuid4())


@register.simple_tag
def problems_of(form: BaseForm, formsets: Any = ()) -> list[Problem]:
    """All that is wrong with a form and the rows in it, in the order of the page."""
    found = _of_form(form)
    for formset in formsets or ():
        found += _of_formset(formset)
    return found


def _of_formset(formset: "BaseFormSet[Any]") -> list[Problem]:
    if not formset.is_bound:
        return []
    found = [Problem(str(text)) for text in formset.non_form_errors()]
    for form in formset.forms:
        found += _of_form(form)
    return found


def _of_form(form: BaseForm) -> list[Problem]:
    if not form.is_bound:
        return []
    found = [Problem(str(text)) for text in form.non_field_errors()]
    for field in form:
        place = "" if field.is_hidden else str(field.id_for_label or field.auto_id)
        found += [Problem(str(text), place, str(field.label)) for text in field.errors]
    return found
