"""Jinja2, which renders rows: strict about names, escaping everything."""

import json
import re
from functools import lru_cache
from typing import Any, cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension

TEXT = r"""_\((["'])((?:(?!\1).)+)\1\)"""
SHOWN, USED = re.compile(r"\{\{ " + TEXT + r" \}\}"), re.compile(r"\b" + TEXT)


class FixedTexts(Extension):
    """A template's own texts are translated when it is compiled, not for every cell."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        source = SHOWN.sub(lambda found: str(conditional_escape(gettext(found[2]))), source)
        return USED.sub(lambda found: json.dumps(gettext(found[2])), source)


def environment(**options: Any) -> Environment:
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = options["lstrip_blocks"] = True
    options["extensions"] = [FixedTexts]
    env = Environment(**options)  # noqa: S701 (Django's backend switches autoescape on)
    env.globals.update(_=gettext, icon=icon)
    return env


def render(template: str, **context: Any) -> SafeString:
    """The text of a `.jinja` template; it has escaped every value itself."""
    env = _environment(get_language())
    return mark_safe(env.get_template(template).render(context))  # noqa: S308


@lru_cache
def _environment(language: str | None) -> Environment:
    """Templates compiled in this language."""
    return cast(Jinja2, engines["rows"]).env.overlay()


@lru_cache
def icon(name: str) -> SafeString:
    mark = '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>'
    return format_html(mark, static("icons.svg"), name)
