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
from jinja2 import BaseLoader, Environment, StrictUndefined, Template
from jinja2.ext import Extension

from realsync.lists.table import BY_KIND
from realsync.pages.escaping import QuickEnvironment

TEXT = r"""_\((["'])((?:(?!\1).)+)\1\)"""
CELL = re.compile(r"(<td\b[^>]*>)(.*?</td>)", re.S)
CLASSES = re.compile(r'class="[^"]*"')
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
    env = QuickEnvironment(**options)  # Django's backend switches autoescape on.
    env.globals.update(_=gettext, icon=icon)
    return env


def render(template: str, **context: Any) -> SafeString:
    """The text of a `.jinja` template; it has escaped every value itself."""
    env = _environment(get_language())
    return mark_safe(env.get_template(template).render(context))  # noqa: S308


def render_cells(template: str, cells: tuple[int, ...], **context: Any) -> SafeString:
    """Rows with these of their cells, by their places in the template; with none, as it stands."""
    if not cells:
        return render(template, **context)
    arranged = _arranged(get_language(), template, cells)
    return mark_safe(arranged.render(context))  # noqa: S308


@lru_cache(maxsize=256)
def _arranged(language: str | None, template: str, cells: tuple[int, ...]) -> Template:
    """Compiled once for a choice of columns: a row costs what its cells cost."""
    env = _environment(language)
    source = cast(BaseLoader, env.loader).get_source(env, template)[0]
    found = list(CELL.finditer(source))
    chosen = "".join(_without_kind(found[cell][1]) + found[cell][2] for cell in cells)
    return env.from_string(source[: found[0].start()] + chosen + source[found[-1].end() :])


def _without_kind(tag: str) -> str:
    """A chosen column does not step back where there is little room."""
    return CLASSES.sub(lambda found: BY_KIND.sub("", found[0]), tag, count=1)


@lru_cache
def _environment(language: str | None) -> Environment:
    """Templates compiled in this language."""
    return cast(Jinja2, engines["rows"]).env.overlay()


@lru_cache
def icon(name: str) -> SafeString:
    mark = '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>'
    return format_html(mark, static("icons.svg"), name)
