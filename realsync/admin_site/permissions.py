"""Rights in the admin come from the role; Django's own permissions are nobody's."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.http import HttpRequest

from realsync.accounts.models import User
from realsync.accounts.permissions import Permission

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
    AnyTabularInline = admin.TabularInline[Any, Any]
else:
    AnyAdmin = admin.ModelAdmin
    AnyTabularInline = admin.TabularInline


def is_operator(request: HttpRequest) -> bool:
    return cast(User, request.user).may(Permission.SYSTEM_MANAGE)


class OperatorsRights:
    """Everybody who got here may look; a table says what else may be done to it."""

    may_add = True
    may_change = True
    may_delete = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_operator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_operator(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and is_operator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change and is_operator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_delete and is_operator(request)
