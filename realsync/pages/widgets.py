"""Controls that Django has no widget for; templates/forms/ draws them."""

from collections.abc import Mapping
from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar; it wants and sends ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class UnitInput(forms.NumberInput):
    """A number with its unit behind it."""

    template_name = "forms/unit_input.jinja"

    def __init__(self, unit: Any, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "unit": self.unit}


class MoneyInput(UnitInput):
    def __init__(self, unit: Any = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            unit, {"step": "0.01", "min": "0", "inputmode": "decimal", **(attrs or {})}
        )


class TagsInput(forms.TextInput):
    """Words between commas; static/js/tags.js shows each as a tag."""

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
