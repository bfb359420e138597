"""`{% fixed %}`: the parts of a page that are the same for everybody are rendered once."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token, Variable
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class FixedNode(template.Node):
    def __init__(self, nodelist: NodeList, names: list[str]) -> None:
        self.nodelist = nodelist
        self.variables = {name: Variable(name) for name in names}
        self.texts: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        values = {name: variable.resolve(context) for name, variable in self.variables.items()}
        key = (get_language(), *values.values())
        text = self.texts.get(key)
        if text is None:
            text = self.texts[key] = self.nodelist.render(context.new(values))
        return text


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """`{% fixed page %}…{% endfixed %}`: once per language and value of `page`, a closed few.

    Inside, no other variable is known: neither the person nor the request can get in.
    """
    names = token.split_contents()[1:]
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist, names)
