"""How instruments and services are retired, and which instruments go along with others."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from companies.retiring.rules import Rule, Take
from equipment.models import CalibrationPlan


def instruments_in_words(count: int) -> str:
    return ngettext("%d instrument", "%d instruments", count) % count


def plans_that_use(service: Any) -> str:
    """Services belong to the house: the staff who retire them see all plans."""
    count = CalibrationPlan.objects.active().filter(service_id=service.pk).count()
    if not count:
        return ""
    return ngettext(
        "%d active calibration plan uses this service. It keeps its dates and becomes due as"
        " before.",
        "%d active calibration plans use this service. They keep their dates and become due as"
        " before.",
        count,
    ) % (count,)


RULES = (
    Rule(
        entity="equipment",
        told=_(
            "It leaves lists and choices and becomes due no more. Its plans and its history stay,"
            " and it can be restored at any time."
        ),
        parents=("company", "branch"),
    ),
    Rule(
        entity="service",
        told=_("It is not offered for new plans any more. It can be restored at any time."),
        asks=plans_that_use,
    ),
)

INSTRUMENTS = {
    "table": "equipment",
    "entity": "equipment",
    "in_words": instruments_in_words,
    "still": "t.merged_into_id IS NULL",
}
TAKES = {
    "company": Take(column="company_id", **INSTRUMENTS),  # type: ignore[arg-type]
    "branch": Take(column="branch_id", **INSTRUMENTS),  # type: ignore[arg-type]
}
