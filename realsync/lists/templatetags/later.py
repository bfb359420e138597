from typing import Any

from django import template
from django.utils.safestring import SafeString

from realsync.lists import rows

register = template.Library()


@register.simple_tag
def later(*, name: str, title: Any, address: str, whole: str = "", all: Any = "") -> SafeString:
    """A card that comes after the page; `whole` leads to the list of all, `all` are its words."""
    return rows.render(
        "records/_later.jinja", name=name, title=title, address=address, whole=whole, all=all
    )
