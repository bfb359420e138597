"""A specification typed as rows of a name and a value, stored as one JSON object."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from realsync.editing.plain import plain
from realsync.editing.texts import LONGEST_LINE, one_line

MOST_FACTS = 40
BLANK_ROWS = 2


class FactsInput(forms.Widget):
    """Two texts a row, and some empty rows below; static/js/more-rows.js adds others."""

    template_name = "editing/facts.jinja"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str]]:
        if not hasattr(data, "getlist"):
            return []
        names, values = data.getlist(f"{name}_name"), data.getlist(f"{name}_value")
        longer = max(len(names), len(values))
        names += [""] * (longer - len(names))
        values += [""] * (longer - len(values))
        return list(zip(names, values, strict=True))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_name" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        given = as_rows(value) if isinstance(value, dict) else list(value or [])
        rows = [row for row in given if any(row)] + [("", "")] * BLANK_ROWS
        context = super().get_context(name, None, attrs)
        return {**context, "rows": rows, "max_length": LONGEST_LINE}


class FactsField(forms.Field):
    widget = FactsInput

    def clean(self, value: Any) -> dict[str, Any]:
        pairs = [(one_line(name), one_line(text)) for name, text in value or []]
        pairs = [pair for pair in pairs if any(pair)]
        _check(pairs)
        return dict(pairs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        rows = [row for row in data or [] if any(row)]
        return rows != as_rows(initial or {})

    def restored(self, before: Any, after: dict[str, Any]) -> dict[str, Any]:
        """What still reads as it did is what it was: a number stays one, a list, too."""
        if not isinstance(before, dict):
            return after
        keys = {words(name): name for name in before}
        named = {keys.get(name, name): text for name, text in after.items()}
        shown = {name: as_text(value) for name, value in before.items()}
        return {
            name: before[name] if shown.get(name) == text else text for name, text in named.items()
        }


def as_rows(specification: dict[str, Any]) -> list[tuple[str, str]]:
    return [(words(name), as_text(value)) for name, value in specification.items()]


def words(name: str) -> str:
    """`measuring_range` is read as `Measuring range`."""
    text = str(name).replace("_", " ")
    return text[:1].upper() + text[1:]


def as_text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(as_text, value))
    return "" if value is None else str(plain(value))


def _check(pairs: list[tuple[str, str]]) -> None:
    names = [name for name, _value in pairs]
    if len(pairs) > MOST_FACTS:
        raise ValidationError(_("At most %(most)d lines.") % {"most": MOST_FACTS})
    if "" in names:
        raise ValidationError(_("Each value needs a name before it."))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValidationError(_("“%s” stands here twice.") % twice)
    if any(len(text) > LONGEST_LINE for pair in pairs for text in pair):
        raise ValidationError(_("At most %(most)d characters a text.") % {"most": LONGEST_LINE})
