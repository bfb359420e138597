"""Django's templates, kept once they are read: a text that stands in one is translated once in each
language, and an address without arguments, or of a record, is looked up once."""

from functools import lru_cache
from typing import Any, cast

from django.template import Context, Node, Template
from django.template.defaulttags import URLNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import get_language

# Stands for the id of a record while its address is looked up.
ANY_ID = 8_888_888_888_888


class Reader(base.Loader):
    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        for node in template.nodelist.get_nodes_by_type(Node):
            if isinstance(node, TranslateNode) and _stands_there(node):
                node.__class__ = FixedText
                cast(FixedText, node).texts = {}
            elif isinstance(node, URLNode) and _needs_an_id_at_most(node):
                node.__class__ = FixedAddress
        return template


class Loader(cached.Loader, Reader):
    """Django's cache reads what it does not have yet through the class behind it: `Reader`."""


def _stands_there(text: TranslateNode) -> bool:
    wanted = text.filter_expression
    return wanted.var.literal is not None and not wanted.filters and not text.message_context


def _needs_an_id_at_most(address: URLNode) -> bool:
    name = address.view_name
    is_fixed = isinstance(name.var, str) and not name.filters
    return is_fixed and not address.kwargs and len(address.args) <= 1


class FixedText(TranslateNode):
    texts: dict[str | None, str]

    def render(self, context: Context) -> str:
        language = get_language()
        text = self.texts.get(language)
        if text is None:
            shown = super().render(context)
            text = self.texts[language] = context[self.asvar] if self.asvar else shown
        if not self.asvar:
            return text
        context[self.asvar] = text
        return ""


class FixedAddress(URLNode):
    def render(self, context: Context) -> str:
        pk = self.args[0].resolve(context) if self.args else 0
        if type(pk) is not int or pk < 0:
            return super().render(context)
        try:
            before, after = _around(get_script_prefix(), self.view_name.var, bool(self.args))
        except NoReverseMatch:
            return super().render(context)
        address = f"{before}{pk}{after}" if self.args else before
        if not self.asvar:
            return address
        context[self.asvar] = address
        return ""


@lru_cache(maxsize=1024)
def _around(prefix: str, name: str, has_id: bool) -> tuple[str, str]:
    """What stands before and behind the id."""
    path = reverse(name, args=[ANY_ID] if has_id else [])
    before, _, after = path.partition(str(ANY_ID))
    return before, after
