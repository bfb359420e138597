"""A cell of the bench is changed. A row of it has its own version, outside the lock of the job."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.retiring.refused import Refused
from jobs.work.actions.bench import refuse_by_state
from jobs.work.bench.cells import OF_ITEM, OF_POINT, OF_SHEET, Readers, text_of, texts_of
from jobs.work.bench.words import name_of_point
from jobs.work.choices import Presence
from jobs.work.fitness import against_standard, against_technician
from jobs.work.models import BenchItem, BenchSheet, Job, Measurement, Standard
from jobs.work.verdicts import verdict
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.activity.record import Changes, record
from realsync.editing.plain import plain

READINGS = ("as_found", "as_left")
JUDGED_BY = (*READINGS, "lower_limit", "upper_limit", "expanded_uncertainty")


class Differs(Exception):
    """Somebody else has changed this cell since it was shown; `row` is how it is now."""

    def __init__(self, row: Any) -> None:
        super().__init__(f"{row._meta.model_name} {row.pk} is at version {row.version}")
        self.row = row


@transaction.atomic
def note_cell(
    *, job: Job, by: User, row: Model, name: str, typed: str, was: str, version: int
) -> Any:
    """One cell of one row, saved on its own; `was` is what it showed before it was typed.

    Raises ValidationError, Refused and Differs; then nothing is changed.
    """
    readers = readers_of(row)
    value = readers[name](typed)
    # Held until the end: the rule does not change beside a value, nor a value beside the rule.
    sheet = BenchSheet.objects.visible_to(by).select_for_update().get(job=job)
    refuse_by_state(job, name)
    rows: Any = type(row)._default_manager
    now = rows.visible_to(by).select_for_update(of=("self",)).get(pk=row.pk)
    texts = texts_of(now, readers)
    if texts[name] == _text(name, value):
        return now
    if now.version != version and texts[name] != was:
        raise Differs(now)
    if isinstance(now, BenchSheet):
        return _note_on_sheet(now, job, by, name, value)
    if isinstance(now, BenchItem):
        return _note_on_item(now, by, name, value)
    return _note_point(now, sheet, by, name, value)


def readers_of(row: Model) -> Readers:
    if isinstance(row, BenchSheet):
        return OF_SHEET
    return OF_ITEM if isinstance(row, BenchItem) else OF_POINT


def _note_on_sheet(sheet: BenchSheet, job: Job, by: User, name: str, value: Any) -> BenchSheet:
    values = {name: value}
    if name == "signature":
        signed_name, path = value
        values = {"signed_name": signed_name, "signature": path, "signed_at": timezone.now()}
    changes = _set(sheet, values)
    changes.pop("signature", None)  # a path says nothing in a log
    verb = "job.signed" if name == "signature" else "job.bench"
    record(by=by, verb=verb, entity=job, changes=changes)
    return sheet


def _note_on_item(row: BenchItem, by: User, name: str, value: Any) -> BenchItem:
    changes: Changes = {}
    if name == "standard_id":
        changes["standard"] = _chosen_standard(row, by, value)
    if name == "performed_on" and row.standard is not None:
        _refuse(against_standard(row.standard, value or timezone.localdate()))
    if name == "presence" and value == Presence.NOT_PRESENTED and _has_readings(row):
        raise Refused(_("It was measured: take its values out first."))
    changes = {**_set(row, {name: value}), **changes}
    changes.pop("standard_id", None)
    record(by=by, verb="jobitem.bench", entity=row.item, changes=changes)
    return row


def _chosen_standard(row: BenchItem, by: User, pk: int | None) -> tuple[str | None, str | None]:
    before = str(row.standard) if row.standard else None
    if pk is None:
        return before, None
    standard = Standard.objects.visible_to(by).filter(pk=pk).first()
    if standard is None:
        raise Refused(_("This standard is not there any more. Choose another."))
    _refuse(against_standard(standard, row.performed_on or timezone.localdate()))
    return before, str(standard)


def _has_readings(row: BenchItem) -> bool:
    points = Measurement.objects.filter(item_id=row.pk)
    return points.exclude(as_found=None, as_left=None).exists()


def _note_point(
    point: Measurement, sheet: BenchSheet, by: User, name: str, value: Any
) -> Measurement:
    """The verdicts follow from the values, the rule and the limits; the standard is the item's."""
    items = BenchItem.objects.visible_to(by).select_for_update(of=("self",))
    row = items.select_related("standard", "item__service").get(pk=point.item_id)
    day = row.performed_on or timezone.localdate()
    if value is not None and name in READINGS:
        _refuse_unfit(row, by, day)
    now = {each: getattr(point, each) for each in JUDGED_BY} | {name: value}
    changes = _set(
        point,
        {
            name: value,
            **verdicts_of(sheet.decision_rule, now),
            "standard_id": row.standard_id,
            "recorded_by_id": by.pk,
            "recorded_at": timezone.now(),
        },
    )
    logged: Changes = {each: changes[each] for each in (name, "verdict") if each in changes}
    logged["point"] = (None, name_of_point(point))
    record(by=by, verb="jobitem.measured", entity=row.item, changes=logged)
    if value is not None and name in READINGS and row.presence != Presence.PRESENTED:
        _set(row, {"presence": Presence.PRESENTED, "performed_on": day})
    return point


def verdicts_of(rule: str, now: Mapping[str, Decimal | None]) -> dict[str, str]:
    """As found, and as it stands: what was left, or what was found where nothing was adjusted."""
    limits = (now["lower_limit"], now["upper_limit"], now["expanded_uncertainty"])
    left = now["as_found"] if now["as_left"] is None else now["as_left"]
    return {
        "verdict_found": verdict(rule, now["as_found"], *limits),
        "verdict": verdict(rule, left, *limits),
    }


def _refuse_unfit(row: BenchItem, by: User, day: date) -> None:
    if row.standard is not None:
        _refuse(against_standard(row.standard, day))
    category = row.item.service.category if row.item.service else ""
    if by.role == Role.TECHNICIAN:
        _refuse(against_technician(by, pk=by.pk, name=by.name, category=category, day=day))


def _refuse(sentence: str) -> None:
    if sentence:
        raise Refused(sentence)


def _set(row: Any, values: dict[str, Any]) -> Changes:
    changes: Changes = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value or text_of(before) != text_of(value):
            setattr(row, name, value)
            changes[name] = (plain(before), plain(value))
    if changes:
        row.save(update_fields=list(changes))
        row.refresh_from_db(fields=["version"])
    return changes


def _text(name: str, value: Any) -> str:
    return "\n".join(value) if name == "signature" else text_of(value)
