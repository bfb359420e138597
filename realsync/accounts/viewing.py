"""An administrator sees what somebody else sees, for a while, and changes nothing.

The session stays the administrator's: who is signed out, deactivated or loses the role stops
looking at once (docs/decisions/view-as.md).
"""

from typing import TYPE_CHECKING

from django.utils import timezone

from realsync.accounts.permissions import Permission

if TYPE_CHECKING:
    from realsync.accounts.models import Session, User


def may_view_as(admin: "User", person: "User") -> bool:
    """An administrator, anybody active who is none."""
    return (
        admin.may(Permission.SYSTEM_MANAGE)
        and person.is_active
        and not person.may(Permission.SYSTEM_MANAGE)
    )


def viewed_person(row: "Session", admin: "User") -> "User | None":
    """As whom the session's administrator looks just now."""
    if row.viewing_id is None or row.viewing is None or row.viewing_until is None:
        return None
    if row.viewing_until <= timezone.now() or not may_view_as(admin, row.viewing):
        return None
    row.viewing.viewed_by = admin
    row.viewing.viewed_until = row.viewing_until
    return row.viewing
