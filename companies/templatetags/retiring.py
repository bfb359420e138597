"""What a page says of a record that was retired or merged away."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from companies.merging.kinds import is_mergeable
from companies.models import Merge
from realsync.accounts.models import NamedPerson
from realsync.accounts.permissions import Permission
from realsync.pages.requests import Viewer
from realsync.records.kinds import Kind, address_of, kind_of

register = template.Library()


@dataclass(frozen=True)
class Fate:
    """`into` is the record that it was merged into, `merge` what is known of how."""

    restore_address: str = ""
    into: Any = None
    into_address: str = ""
    merge: Merge | None = None
    by: str = ""
    undo_address: str = ""


@register.simple_tag(takes_context=True)
def fate_of(context: template.Context, record: Any) -> Fate | None:
    """`{% fate_of record as fate %}`: nothing, and no query, for an active record."""
    if record.is_active:
        return None
    user: Viewer = context["request"].user
    kind = kind_of(str(record._meta.model_name))
    may = user.may(kind.edit)
    if getattr(record, "merged_into_id", None) is None:
        address = reverse(f"{kind.namespace}:restoration", args=[record.pk])
        return Fate(restore_address=address if may else "")
    into = record.merged_into
    merge = _merge_of(record, user)
    undo = merge is not None and may and merge.can_be_undone and merge.part_of_id is None
    return Fate(
        into=into,
        into_address=address_of(into),
        merge=merge,
        by=_name(merge.by_id) if merge else "",
        undo_address=reverse("merges:undo", args=[merge.pk]) if merge and undo else "",
    )


@register.simple_tag(takes_context=True)
def may_merge(context: template.Context, kind: Kind) -> bool:
    """Whoever may edit the kind, and is of the office: no other scope has a right on `merges`."""
    user: Viewer = context["request"].user
    may = user.may(kind.edit) and user.may(Permission.BRANCH_EDIT)
    return may and is_mergeable(kind.entity)


def _merge_of(record: Any, user: Viewer) -> Merge | None:
    """For the office, whose scope alone has a right on `merges`."""
    if not user.may(Permission.BRANCH_EDIT):
        return None
    merges = Merge.objects.visible_to(user).filter(
        entity_type=record._meta.model_name, merged_id=record.pk, undone_at=None
    )
    return merges.order_by("-pk").first()


def _name(user_id: int) -> str:
    return NamedPerson.objects.filter(pk=user_id).values_list("name", flat=True).first() or ""
