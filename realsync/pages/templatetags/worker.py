"""What keeps pages in the browser (realsync/pages/worker.py)."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
# Fetched where there is something to correct.
MORPHS = "vendor/idiomorph/idiomorph.min.js"


@register.simple_tag
def worker_data() -> SafeString:
    """No worker's address where the setting is off: pages then send away an earlier one."""
    address = reverse("worker") if settings.FRESHNESS_WORKER else ""
    return format_html('data-worker="{}" data-morph="{}"', address, static(MORPHS))
