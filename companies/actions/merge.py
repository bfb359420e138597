"""Two records that were the same become one, and two again if that was a mistake."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from companies.merging.engine import join, part, remember
from companies.merging.fields import chosen_values, give_back, take
from companies.merging.kinds import merging_of, undone_before
from companies.models import Merge
from companies.retiring.refused import Refused
from locking.holding import require_free
from locking.writers import Writer, declare, tell_nobody
from realsync.accounts.models import User
from realsync.activity.record import record
from realsync.db.record import Record
from realsync.editing.writing import Stale
from realsync.records.kinds import kind_of


@dataclass(frozen=True)
class Undone:
    kept: Record
    merged: Record
    stay: int  # rows that were changed since and stay with the kept one


@transaction.atomic
def merge(
    *, kept: Record, other: Record, by: User, versions: tuple[int, int], chosen: Mapping[str, str]
) -> Merge:
    """`other` becomes part of `kept`; `versions` are those that were shown of both.

    Raises Stale, or Refused; Held where somebody is editing one of the two.
    """
    entity = str(kept._meta.model_name)
    kept, other = _locked(entity, kept.pk, other.pk, by)
    for each, version in zip((kept, other), versions, strict=True):
        if each.version != version:
            raise Stale(each)
    refuse_merge(kept, other, by)
    _past_open_forms(kept, other)
    values = chosen_values(kept, other, merging_of(entity).fields, chosen)
    merges = join(entity, [(kept.pk, other.pk)], by=by)
    done = Merge.objects.visible_to(by).get(pk=merges[other.pk])
    changes = take(kept, values)
    done.moved["fields"] = changes
    remember({done.pk: done.moved})
    verb = f"{entity}.merged"
    record(by=by, verb=verb, entity=kept, changes={**changes, "merged": (None, named(other))})
    record(by=by, verb=verb, entity=other, changes={"merged_into": (None, named(kept))})
    return done


def refuse_merge(kept: Any, other: Any, by: User) -> None:
    """Raises Refused for two that cannot become one."""
    if kept.pk == other.pk:
        raise Refused(_("Choose another record: this is the one that stays."))
    for each in (kept, other):
        if each.merged_into_id is not None:
            sentence = _("%(record)s was merged into %(into)s already.")
            raise Refused(sentence % {"record": each, "into": each.merged_into}, to=each)
    if not kept.is_active:
        sentence = _("%(record)s is retired. Restore it first, or keep the other one.")
        raise Refused(sentence % {"record": kept}, to=kept)
    others = merging_of(str(kept._meta.model_name)).others(kept, by)
    if not others.filter(pk=other.pk).exists():
        raise Refused(_("These two do not belong to the same company."))


@transaction.atomic
def undo_merge(*, merge: Merge, by: User) -> Undone:
    """What moved goes back, as far as it still stands where the merge left it.

    Raises Refused; Held where somebody is editing one of the two.
    """
    merge = Merge.objects.visible_to(by).select_for_update(of=("self",)).get(pk=merge.pk)
    entity = merge.entity_type
    kept, merged = _locked(entity, merge.kept_id, merge.merged_id, by)
    refuse_undo(merge, kept, merged, by)
    _past_open_forms(kept, merged)
    changes = give_back(kept, merge.moved.get("fields", {}))
    stay = part(entity, [merge], by=by) + len(merge.moved.get("fields", {})) - len(changes)
    merged.refresh_from_db()
    verb = f"{entity}.merge_undone"
    record(by=by, verb=verb, entity=kept, changes={**changes, "merged": (named(merged), None)})
    record(by=by, verb=verb, entity=merged, changes={"merged_into": (named(kept), None)})
    return Undone(kept, merged, stay)


def refuse_undo(merge: Merge, kept: Any, merged: Any, by: User) -> None:
    """Raises Refused for a merge that stands for good, or that later ones lean on."""
    if merge.undone_at is not None:
        raise Refused(_("This merge was undone already."))
    if merged.merged_into_id != kept.pk:
        raise Refused(_("These are two records already."))
    if merge.part_of is not None:
        raise Refused(
            _("These were merged with their companies. Undo that merge."), to=merge.part_of
        )
    if not merge.can_be_undone:
        raise Refused(_("A merge can be undone for 30 days. These are over."))
    first = _later_merge_of(kept, by) or undone_before(merge, by)
    if first is not None:
        raise Refused(_("A later merge leans on this one. Undo that one first."), to=first)


def _past_open_forms(kept: Record, other: Record) -> None:
    """Neither of the two may be open in somebody's form; what hangs on them moves all the same.

    A few rows or thousands: whoever looks at one of them learns it by the sweep.
    """
    require_free(kept, other)
    declare(Writer.MERGE)
    tell_nobody()


def named(entity: Any) -> str:
    """As an entry names it: with its code, since two of a merge have like names."""
    return f"{entity.code} {entity.name if hasattr(entity, 'name') else entity.description}"


def _later_merge_of(kept: Any, by: User) -> Merge | None:
    """The merge by which the kept one itself became part of another."""
    if kept.merged_into_id is None:
        return None
    merges = Merge.objects.visible_to(by).filter(
        entity_type=kept._meta.model_name, merged_id=kept.pk, undone_at=None
    )
    return merges.order_by("-pk").first()


def _locked(entity: str, first: int, second: int, by: User) -> tuple[Any, Any]:
    """Both rows, locked in the order of their ids: two merges wait for each other, and end."""
    rows = kind_of(entity).model._default_manager.visible_to(by)  # type: ignore[attr-defined]
    ordered = rows.filter(pk__in=[first, second]).order_by("pk").select_for_update(of=("self",))
    found = {each.pk: each for each in ordered}
    return found[first], found[second]
