"""`{% fixed %}`: the parts of a page that are the same for everybody are rendered once."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class FixedNode(template.Node):
    def __init__(self, nodelist: NodeList, varies_by: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.varies_by = varies_by
        self.texts: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        key = (get_language(), *(value.resolve(context) for value in self.varies_by))
        text = self.texts.get(key)
        if text is None:
            text = self.texts[key] = self.nodelist.render(context)
        return text


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """`{% fixed page %}…{% endfixed %}`: once per language and value of `page`, a closed few.

    Nothing inside may depend on anything else: not on the person, not on the request.
    """
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist, values)
