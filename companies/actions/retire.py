"""Records leave the work of every day and come back to it; nothing is deleted."""

from typing import Any, cast

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Retirement
from companies.retiring.refused import Refused
from companies.retiring.rows import restore_rows, retire_rows
from companies.retiring.rules import rule_of, takes_of
from locking.writers import Writer, declare, tell_nobody
from realsync.accounts.models import User
from realsync.activity.record import record as log
from realsync.db.record import Record
from realsync.editing.writing import claim

Numbers = dict[str, int]  # table -> how many of its rows went along


@transaction.atomic
def retire(*, record: Record, by: User, version: int) -> Numbers:
    """With all active records that hang on it, whoever is editing those.

    Raises Stale; OperationalError where somebody is editing the record itself.
    """
    record = _claimed(record, by, version)
    if not record.is_active:
        return {}
    _turn(record, by=by, active=False)
    _past_open_forms(record)
    name = str(record)
    taken = {
        take.table: retire_rows(take, record.pk, by=by, along_with=name)
        for take in takes_of(record)
    }
    if taken:
        open_retirements(record, by).update(restored_at=timezone.now())
        company_id, branch_id = _place(record)
        Retirement.objects.create(
            entity_type=str(record._meta.model_name),
            entity_id=record.pk,
            company_id=company_id,
            branch_id=branch_id,
            retired=taken,
            by=by,
        )
    return {table: len(ids) for table, ids in taken.items()}


@transaction.atomic
def restore(*, record: Record, by: User, version: int) -> Numbers:
    """With exactly what was retired with it, whoever is editing that.

    Raises Stale, or Refused; OperationalError where somebody is editing the record itself.
    """
    record = _claimed(record, by, version)
    if record.is_active:
        return {}
    refuse_restoration(record)
    _turn(record, by=by, active=True)
    _past_open_forms(record)
    taken = taken_with(record, by)
    back = {
        take.table: restore_rows(
            take, record.pk, taken.get(take.table, []), by=by, along_with=str(record)
        )
        for take in takes_of(record)
    }
    if taken:
        open_retirements(record, by).update(restored_at=timezone.now())
    return {table: len(ids) for table, ids in back.items()}


def refuse_restoration(record: Record) -> None:
    """Raises Refused where something above the record is retired, or it was merged away."""
    if getattr(record, "merged_into_id", None):
        other = record.merged_into  # type: ignore[attr-defined]
        raise Refused(
            _("It was merged into %(other)s. Undo the merge instead.") % {"other": other}, to=other
        )
    for name in rule_of(record).parents:
        parent = getattr(record, name)
        if parent is not None and not parent.is_active:
            sentence = _("%(parent)s is retired, and this belongs to it. Restore that first.")
            raise Refused(sentence % {"parent": parent}, to=parent)


def taken_with(record: Record, by: User) -> dict[str, list[int]]:
    """Table -> ids of what was retired with it; those that only they may read who may restore."""
    if not takes_of(record):
        return {}
    newest = open_retirements(record, by).order_by("-pk").first()
    return newest.retired if newest else {}


def open_retirements(record: Record, by: User) -> models.QuerySet[Retirement]:
    rows = Retirement.objects.visible_to(by)
    return rows.filter(entity_type=record._meta.model_name, entity_id=record.pk, restored_at=None)


def _claimed(record: Record, by: User, version: int) -> Record:
    rows = type(record).objects.visible_to(by)  # type: ignore[attr-defined]
    return cast(Record, claim(rows, record=record, version=version))


def _turn(record: Record, *, by: User, active: bool) -> None:
    record.is_active = active
    record.save(update_fields=["is_active"])
    verb = f"{record._meta.model_name}.{'restored' if active else 'retired'}"
    log(by=by, verb=verb, entity=record, changes={"is_active": (not active, active)})


def _past_open_forms(record: Record) -> None:
    """From here on for what hangs on it: a few or thousands of rows."""
    if takes_of(record):
        declare(Writer.RETIREMENT)
        tell_nobody()


def _place(record: Any) -> tuple[int | None, int | None]:
    if record._meta.model_name == "company":
        return record.pk, None
    return record.company_id, record.pk
