"""People and how they sign in: to look at. Hashes, keys and secrets are no column of any page."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from realsync.accounts.models import Invitation, Session, User
from realsync.admin_site.records import IdentityAdmin, LinesOnlyAdmin


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


@admin.register(Invitation)
class InvitationAdmin(LinesOnlyAdmin):
    list_display = ("user", "invited_by", "sent_at", "expires_at")
    list_select_related = ("user", "invited_by")
    ordering = ("-sent_at",)


@admin.register(Authenticator)
class AuthenticatorAdmin(LinesOnlyAdmin):
    """Who has which second factor since when; what it is made of stays where it is."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_select_related = ("user",)
    list_filter = ("type",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("data")
