"""What keeps pages in the browser (realsync/freshness/worker.py)."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def worker_address() -> str:
    """Empty where the setting is off: pages then send away what an earlier one has started."""
    return reverse("worker") if settings.FRESHNESS_WORKER else ""
