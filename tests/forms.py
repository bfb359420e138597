"""The forms of a page, as a browser would send them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import html5lib

CONTROLS = ("input", "textarea", "select", "button")
TICKED = ("checkbox", "radio")
SILENT = ("submit", "button", "reset", "image")


@dataclass(frozen=True)
class Form:
    """`fields` are names with the values that the page shows."""

    action: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _value in self.fields))

    def with_value(self, name: str, value: str) -> dict[str, list[str]]:
        """What is sent when `name` holds `value` and all else is as the page shows it."""
        sent: dict[str, list[str]] = {}
        for field, shown in self.fields:
            sent.setdefault(field, []).append(shown)
        return sent | {name: [value]}

    def without_key(self) -> "Form":
        """A key that was drawn by the page is drawn anew for each sending."""
        kept = tuple(pair for pair in self.fields if pair[0] != "idempotency_key")
        return replace(self, fields=kept)


def forms_of(page: str, address: str) -> Iterator[Form]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for form in tree.iter("form"):
        method = form.get("method", "get").lower()
        target = form.get("hx-post") or form.get("action") or address
        if method == "post" or form.get("hx-post"):
            yield Form(
                action=target,
                fields=tuple(_fields(form)),
                files=tuple(
                    control.get("name")
                    for control in form.iter("input")
                    if control.get("type") == "file" and control.get("name")
                ),
            ).without_key()


def _fields(form: Any) -> Iterator[tuple[str, str]]:
    for control in form.iter():
        name = control.get("name") if control.tag in CONTROLS else None
        if name is None or name == "csrfmiddlewaretoken" or control.get("type") == "file":
            continue
        if control.tag == "select":
            yield name, _chosen(control)
        elif control.tag == "textarea":
            yield name, "".join(control.itertext())
        elif control.tag == "button" or control.get("type") in SILENT or _is_unset(control):
            continue
        else:
            yield name, control.get("value", "on" if control.get("type") in TICKED else "")


def _is_unset(control: Any) -> bool:
    return control.get("type") in TICKED and control.get("checked") is None


def _chosen(select: Any) -> str:
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None] or options[:1]
    return chosen[0].get("value", "") if chosen else ""
