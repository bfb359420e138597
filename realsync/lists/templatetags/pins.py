from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("records/_pin.html", takes_context=True)
def pin(context: template.Context, entity: str, pk: int) -> dict[str, Any]:
    """The button that keeps a record in the palette, or takes it out."""
    user = context["request"].user
    address = reverse("portal:pin" if user.side == "client" else "pin", args=[entity, pk])
    name = f"{entity}:{pk}"
    return {"record_name": name, "is_pinned": name in user.pinned, "pin_address": address}
