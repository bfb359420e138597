"""Jinja2 as templates of rows and forms know it: quicker, and otherwise as it is."""

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import StrictUndefined, UndefinedError

from realsync.pages.escaping import QuickEnvironment


@pytest.fixture
def shown() -> Callable[..., str]:
    environment = QuickEnvironment(autoescape=True, undefined=StrictUndefined)
    return lambda source, **names: environment.from_string(source).render(names)


def joined(*parts: str, by: str = "-") -> str:
    return by.join(parts)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ joined('<', text) }}", "&lt;-&amp;"),
        ("{{ joined('<', text, by='+') }}", "&lt;+&amp;"),
        ("{{ joined(*[text, text]) }}", "&amp;-&amp;"),
        ("{{ joined() }}", ""),
        ("{% for each in 'ab' %}{{ joined(text, each) }} {% endfor %}", "&amp;-a &amp;-b "),
        ("{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{{ bold(text) }}", "<b>&amp;</b>"),
        (
            "{% macro box() %}[{{ caller() }}]{% endmacro %}{% call box() %}&{% endcall %}",
            "[&]",
        ),
    ],
)
def test_what_is_called_is_escaped_as_before(
    shown: Callable[..., str], source: str, expected: str
) -> None:
    assert shown(source, joined=joined, text="&") == expected


def test_what_nobody_named_cannot_be_called(shown: Callable[..., Any]) -> None:
    with pytest.raises(UndefinedError):
        shown("{{ nothing('x') }}")
