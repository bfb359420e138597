"""What the shell of the portal shows beside its places."""

from typing import Any

from django import template

from companies.models import Notice

register = template.Library()

MOST = 99


@register.simple_tag(takes_context=True)
def unread_notices(context: template.Context) -> int:
    """Of the company that is shown; none on pages that run outside any scope."""
    request: Any = context["request"]
    view = request.resolver_match and request.resolver_match.func
    if getattr(view, "reaches_database", "unscoped") == "unscoped":
        return 0
    notices = Notice.objects.visible_to(request.user).unread_by(request.user.pk)
    return notices[:MOST].count()
