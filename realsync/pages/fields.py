"""Fields with their labels, help and errors. A form has dozens: they are written, not rendered."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import CheckboxInput
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from realsync.pages.escaping import escaped

REQUIRED = '<span class="required" aria-hidden="true">*</span>'


def grid(fields: Iterable[tuple[BoundField, bool]]) -> SafeString:
    """Each with whether it takes the whole line."""
    groups = "".join(
        f'<div class="full">{group(field)}</div>\n' if is_wide else f"{group(field)}\n"
        for field, is_wide in fields
    )
    return SafeString(f'<div class="field-grid">\n{groups}</div>\n')


def group(field: BoundField) -> SafeString:
    return SafeString(_group(field))


def _group(field: BoundField) -> str:
    widget, control = field.field.widget, str(field)
    if widget.is_hidden:
        return control
    name, label = escaped(field.html_name), escaped(field.label)
    if field.field.required:
        label += REQUIRED
    if type(widget) is CheckboxInput:
        ticked = f'<label class="check">{control}<span>{label}</span></label>'
        return f'<div class="field tick" data-field="{name}">{ticked}{_about(field)}</div>'
    if widget.use_fieldset:
        told = field.aria_describedby
        described = f' aria-describedby="{escaped(told)}"' if told else ""
        return (
            f'<fieldset class="field group" data-field="{name}"{described}>'
            f'<legend class="field-label">{label}</legend>{control}{_about(field)}</fieldset>'
        )
    labelled = field.id_for_label
    target = f' for="{escaped(labelled)}"' if labelled else ""
    return (
        f'<div class="field" data-field="{name}"><label class="field-label"{target}>{label}</label>'
        f"{control}{_about(field)}</div>"
    )


def _about(field: BoundField) -> str:
    """Help is safe HTML of our own."""
    about, place, errors = "", escaped(field.auto_id), field.form.errors.get(field.name)
    if field.help_text:
        about = f'<div class="field-help" id="{place}_helptext">{field.help_text}</div>'
    if errors:
        texts = " ".join(map(escaped, errors))
        about += f'<p class="field-error" id="{place}_error">{texts}</p>'
    return about


def input_of(widget: Mapping[str, Any]) -> SafeString:
    """Most fields are one of these."""
    value = widget["value"]
    shown = "" if value is None else f' value="{escaped(value)}"'
    kind, name = escaped(widget["type"]), escaped(widget["name"])
    return SafeString(f'<input type="{kind}" name="{name}"{shown}{attributes(widget["attrs"])}>')


def unit_input_of(widget: Mapping[str, Any], unit: Any) -> SafeString:
    control = input_of(widget)
    if not unit:
        return control
    shown = f'<span class="unit" aria-hidden="true">{escaped(unit)}</span>'
    return SafeString(f'<span class="with-unit">{control}{shown}</span>')


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """As Django writes them: True alone by its name, False not at all."""
    return SafeString(
        "".join(
            f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
            for name, value in attrs.items()
            if value is not False
        )
    )
