"""The last number of each series and day. Its key has two columns: a page of its own shows it."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from realsync.numbers.models import NumberSeries

SHOWN = 200


def numbers_page(request: HttpRequest, site: Any) -> TemplateResponse:
    lines = NumberSeries.objects.order_by("-day", "series")[:SHOWN]
    context = {**site.each_context(request), "title": _("Number series"), "lines": lines}
    return TemplateResponse(request, "admin/numbers.html", context)
