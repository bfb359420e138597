"""People and how they sign in: to look at. Hashes, keys and secrets are no column of any page."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import Session, User
from realsync.admin_site.records import IdentityAdmin


class LinesOnlyAdmin(IdentityAdmin):
    """A line in a list says it all, and its key may be a secret: nothing leads further."""

    list_display_links = None

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        return None


@admin.register(User)
class UserAdmin(IdentityAdmin):
    list_display = ("email", "name", "role", "is_active", "last_login")
    fields = ("email", "name", "role", "is_active", "time_zone", "date_joined", "last_login",
              "users_page")  # fmt: skip
    readonly_fields = ("users_page",)
    list_filter = ("is_active", "role")
    search_fields = ("email", "name")
    search_help_text = _("The beginning of an e-mail address, or a part of the name.")

    def find(self, rows: Any, term: str) -> Any:
        return rows.filter(email__startswith=term.lower()) | rows.filter(name__icontains=term)

    @admin.display(description=_("change"))
    def users_page(self, person: User) -> str:
        try:
            address = reverse("users:detail", args=[person.pk])
        except NoReverseMatch:
            return ""
        return format_html('<a href="{}">{}</a>', address, _("On the users page"))


@admin.register(Session)
class SessionAdmin(LinesOnlyAdmin):
    list_display = ("user", "expire_date")
    list_select_related = ("user",)
    ordering = ("-expire_date",)


@admin.register(EmailAddress)
class EmailAddressAdmin(LinesOnlyAdmin):
    list_display = ("email", "user", "verified", "primary")
    list_select_related = ("user",)
    search_fields = ("email",)

    def find(self, rows: Any, term: str) -> Any:
        return rows.filter(email__startswith=term.lower())
