"""Controls that Django has no widget for; templates/forms/ draws them."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class DayInput(forms.DateInput):
    """The browser's own calendar; it wants and sends ISO dates whatever the language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # A calendar would drop what is no date, and the person could not see what to correct.
        shown = context["widget"]["value"]
        context["widget"]["type"] = "date" if not shown or ISO_DAY.fullmatch(shown) else "text"
        return context


class UnitInput(forms.TextInput):
    """A number with its unit behind it. A number input would drop what was typed wrongly."""

    template_name = "unit_input"

    def __init__(self, unit: Any, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "unit": self.unit}


class MoneyInput(UnitInput):
    """An amount; `unit` says what it is for or in."""

    def __init__(self, unit: Any = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(unit, attrs)


class TagsInput(forms.TextInput):
    """Words between commas."""

    template_name = "forms/tags_input.jinja"

    def format_value(self, value: Any) -> str | None:
        return ", ".join(value) if isinstance(value, list | tuple) else super().format_value(value)


class RadioCards(forms.RadioSelect):
    """Few choices that need a sentence each: `hints` holds it, by value."""

    template_name = "forms/radio_cards.jinja"

    def __init__(
        self, hints: Mapping[Any, Any], attrs: dict[str, Any] | None = None, choices: Any = ()
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = hints

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "hints": self.hints}
