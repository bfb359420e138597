"""The list of everybody with an account; administrators only."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from realsync.accounts.forms import UserFilters
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import Person
from realsync.lists.cells import cell, local_day
from realsync.lists.keyset import Sort
from realsync.lists.listing import Addresses, Listing
from realsync.lists.table import ListTable, column
from realsync.lists.words import days, status


def state_of(is_active: bool, invited_until: datetime | None) -> str:
    if is_active:
        return _t("Active")
    return _t("Invited") if invited_until else _t("Deactivated")


class UserTable(ListTable):
    name = column(_("Name"), sorts=True)
    email = column(_("E-mail address"), "w-wide", sorts=True)
    role = column(_("Role"), "w-text", cells=cell("role", words=Role.choices))
    second_factor = column(_("Second factor"), "w-text p3", cells=cell("has_second_factor"))
    last_login = column(_("Last sign-in"), "w-text p3", cells=cell("last_login", make=local_day))
    state = column(
        _("State"),
        "w-status p2",
        cells=cell("is_active", "invitation__expires_at", make=state_of),
    )


def users_in_words(count: int, shown: str) -> str:
    return ngettext("%s person", "%s people", count) % shown


def user_words() -> dict[str, Any]:
    return {
        "roles": dict(Role.choices),
        "day": days(),
        "active_state": status(_t("Active"), "good"),
        "invited": status(_t("Invited"), "warn"),
        "deactivated": status(_t("Deactivated"), ""),
    }


def people(user: Person) -> Any:
    return User.objects.visible_to(user)


USERS = Listing(
    name="users",
    title=_("Users"),
    how_many=users_in_words,
    rows=people,
    columns=(
        "pk",
        "name",
        "email",
        "role",
        "has_second_factor",
        "last_login",
        "is_active",
        "invitation__expires_at",
    ),
    table=UserTable,
    filters=UserFilters,
    sorts={"name": Sort(F("name")), "email": Sort(F("email"), unique=True)},
    default_sort="name",
    addresses=Addresses(page="users:list", record="users:detail"),
    scoped=False,
    page_template="users/list.html",
    row_template="users/_rows.jinja",
    no_match=_("Nobody matches. Remove a filter, or search for a part of a name or address."),
    how_to_begin=_("Invite the first colleague."),
    words=user_words,
)
