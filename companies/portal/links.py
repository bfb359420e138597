"""Where a notice leads: the portal's page of the record that it is about."""

from django.urls import reverse

from companies.models import Notice

PAGES = {
    "certificate": "portal:certificate_detail",
    "equipment": "portal:equipment_detail",
    "job": "portal:job_detail",
    "quote": "portal:quote_detail",
}


def address_of_notice(notice: Notice) -> str:
    """Empty where clients have no page of such a record."""
    page = PAGES.get(notice.entity_type)
    return reverse(page, args=[notice.entity_id]) if page else ""
