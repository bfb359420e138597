from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from equipment.models import CalibrationPlan, Equipment, Service
from jobs.quotes.models import Quote, QuoteLine
from jobs.quotes.pricing import price_of
from jobs.quotes.terms import terms_now
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.editing.rows import RowChange
from realsync.editing.writing import assign, claim, first_values, verb

LAST = 32_767  # where a new line comes from


def words_of(service: Service | None, instrument: Equipment | None) -> str:
    """What a line says where nobody has written anything."""
    parts = [service.name] if service else []
    if instrument is not None:
        maker = f"{instrument.manufacturer} {instrument.model}".strip()
        serial = _("serial %s") % instrument.serial if instrument.serial else ""
        parts.append(", ".join(filter(None, (instrument.description, maker, serial))))
    return ": ".join(parts)


@transaction.atomic
def create_line(*, by: User, quote: Quote, values: Mapping[str, Any]) -> QuoteLine:
    """A service brings its price, unit and words, an instrument its words, where none are given.

    Where no plan is named, it is the one of the instrument and the service.
    """
    values = _completed(by, quote, dict(values))
    if "plan" not in values:
        values["plan"] = _plan(by, values)
    if values.get("position") is None:
        last = quote.lines.aggregate(last=Max("position"))["last"] or 0
        values["position"] = last + 1
    line = QuoteLine(
        quote=quote,
        company_id=quote.company_id,
        branch_id=quote.branch_id,
        **values,
    )
    line.save()
    record(by=by, verb="quoteline.created", entity=line, changes=first_values(line, values))
    return line


@transaction.atomic
def change_line(
    *, line: QuoteLine, by: User, version: int, changes: Mapping[str, Any]
) -> QuoteLine:
    """Raises Stale if somebody has saved since `version`; then nothing is changed."""
    line = claim(QuoteLine.objects.visible_to(by), record=line, version=version)
    values = {name: getattr(line, name) for name in ("service", "equipment")}
    values = {**values, **changes}
    changes = _completed(by, line.quote, values, only=set(changes))
    if {"service", "equipment"} & set(changes):
        changes = {**changes, "plan": _plan(by, values)}
    changed = assign(line, changes)
    changed.pop("plan", None)  # it follows from what is logged
    if changed:
        record(by=by, verb=verb("quoteline", changed), entity=line, changes=changed)
    return line


def save_lines(*, by: User, quote: Quote, rows: Sequence[RowChange]) -> None:
    """The rows of a form; in the transaction of the quote that they belong to."""
    came_from: dict[int, int] = {}
    for row in rows:
        if row.record is None:
            came_from[create_line(by=by, quote=quote, values=row.changes).pk] = LAST
        else:
            came_from[row.record.pk] = row.record.position
            change_line(line=row.record, by=by, version=row.version, changes=row.changes)
    if any(row.changes.get("position") is not None for row in rows):
        _number(quote, came_from, by=by)


def _number(quote: Quote, came_from: Mapping[int, int], *, by: User) -> None:
    """From 1 on, without gaps. Of two at one place the one that came up goes first."""

    def place(line: QuoteLine) -> tuple[int, int, int]:
        rise = came_from.get(line.pk, line.position) - line.position
        return line.position, -rise, line.pk

    lines = QuoteLine.objects.visible_to(by).active().filter(quote=quote)
    for position, line in enumerate(sorted(lines, key=place), start=1):
        if line.position != position:
            QuoteLine.objects.filter(pk=line.pk).update(position=position)


def _plan(by: User, values: Mapping[str, Any]) -> CalibrationPlan | None:
    plans = CalibrationPlan.objects.visible_to(by)
    return plans.meant_by(values.get("equipment"), values.get("service"))


def _completed(
    by: User, quote: Quote, values: dict[str, Any], only: set[str] | None = None
) -> dict[str, Any]:
    """`only` names what was changed, where a line is there already."""
    service, instrument = values.get("service"), values.get("equipment")
    if instrument is not None and instrument.company_id != quote.company_id:
        told = _("%(instrument)s belongs to another company than this quote.")
        raise ValidationError(told % {"instrument": instrument})
    asked = {"description", "unit_price", "tax_rate"} if only is None else only
    if service is not None:
        values.setdefault("unit", service.unit)
    if not values.get("description") and "description" in asked:
        values["description"] = words_of(service, instrument)
    if values.get("unit_price") is None and service is not None and "unit_price" in asked:
        values["unit_price"] = price_of(by, quote.company_id, service)
    if values.get("tax_rate") is None and "tax_rate" in asked:
        values["tax_rate"] = terms_now().tax_rate
    return values if only is None else {name: values[name] for name in asked}
