"""Kinds of records whose editing is told: who may watch, who may edit, who may end it."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from realsync.accounts.permissions import Permission
from realsync.pages.requests import Viewer
from realsync.records.kinds import Kind, find_or_404, kind_or_404


def watched_kind_or_404(entity: str, user: Viewer) -> Kind:
    """A kind whose pages tell who else shows them, for those who may open one."""
    kind = kind_or_404(entity)
    if not (kind.is_live and user.may(kind.see)):
        raise Http404
    return kind


def locked_record_or_404(entity: str, pk: int, user: Viewer) -> Model:
    """A record that is edited under a lock, for those who may see it."""
    if not kind_or_404(entity).is_locked:
        raise Http404
    return find_or_404(entity, pk, user)


def record_to_edit(entity: str, pk: int, user: Viewer) -> Model:
    """Raises PermissionDenied for those who may only look at it."""
    record = locked_record_or_404(entity, pk, user)
    if not kind_or_404(entity).may_edit(user, record):
        raise PermissionDenied
    return record


def may_break(user: Viewer) -> bool:
    """End somebody else's editing, with a reason."""
    return user.may(Permission.SYSTEM_MANAGE)
