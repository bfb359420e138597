"""The admin at `/admin/`: everything that operators may look at, in one place."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.admin_site.access import View, operators_only
from realsync.admin_site.permissions import OperatorsRights

# People sign in, and change their password, where everybody does; records have pages of ours.
NOT_HERE = {"login", "logout", "password_change", "password_change_done", "view_on_site"}


class Choices(AutocompleteJsonView):
    """Records to choose from in a form; people are no such choice."""

    def process_request(self, request: HttpRequest) -> Any:
        term, model_admin, *rest = super().process_request(request)
        if getattr(model_admin, "reads_identities", False):
            raise PermissionDenied
        return term, model_admin, *rest


class OperatorsSite(AdminSite):
    site_header = site_title = _("Admin")
    index_title = _("All tables")
    enable_nav_sidebar = False
    # An unknown address is a 404 like any other.
    final_catch_all_view = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Rows are deleted one by one, each with its reasons to stay.
        self.disable_action("delete_selected")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Tables of other packages come in our clothes or not at all: theirs know no scope."""
        if admin_class is not None and issubclass(admin_class, OperatorsRights):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user = cast(User, request.user)
        return user.is_authenticated and user.may(Permission.SYSTEM_MANAGE)

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        return operators_only(view)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        urls: list[Any] = super().get_urls()
        numbers = path("numbers/", self.admin_view(self.numbers), name="numbers")
        kept = [pattern for pattern in urls if getattr(pattern, "name", None) not in NOT_HERE]
        return [numbers, *kept]

    def numbers(self, request: HttpRequest) -> HttpResponse:
        from realsync.admin_site.tables.numbers import numbers_page

        return numbers_page(request, self)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Choices.as_view(admin_site=self)(request)
