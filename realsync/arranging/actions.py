"""What people set of a list, for themselves; and views, which staff may share."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from realsync.accounts.models import User
from realsync.accounts.recording import record
from realsync.lists.listing import Listing
from realsync.lists.models import SavedView

MOST_VIEWS = 100


class TooManyViews(Exception):
    """More than anybody looks through."""

    def __str__(self) -> str:
        return _("You have %d views. Delete one that you no longer need.") % MOST_VIEWS


@transaction.atomic
def save_view(*, by: User, listing: Listing, name: str, query: str, is_shared: bool) -> SavedView:
    """Raises TooManyViews, and IntegrityError (saved_views_name_once)."""
    _own_row(by)  # two tabs do not pass the limit at once
    if SavedView.objects.owned_by(by).count() >= MOST_VIEWS:
        raise TooManyViews
    view = SavedView.objects.create(
        owner=by, listing=listing.name, name=name, query=query, is_shared=is_shared
    )
    if is_shared:
        record(by=by, verb="saved_view.shared", entity=view, changes={"name": (None, name)})
    return view


@transaction.atomic
def change_view(*, view: SavedView, by: User, values: dict[str, Any]) -> None:
    """`values`: name, query, is_shared. Raises IntegrityError (saved_views_name_once)."""
    changes = {
        name: (getattr(view, name), value)
        for name, value in values.items()
        if getattr(view, name) != value
    }
    for name, (_before, after) in changes.items():
        setattr(view, name, after)
    if not changes:
        return
    view.save(update_fields=list(changes))
    was_shared = changes.get("is_shared", (view.is_shared, None))[0]
    if view.is_shared or was_shared:
        record(by=by, verb=_verb(was_shared, view.is_shared), entity=view, changes=changes)


@transaction.atomic
def delete_view(*, view: SavedView, by: User) -> None:
    if view.is_shared:
        changes = {"name": (view.name, None)}
        record(by=by, verb="saved_view.withdrawn", entity=view, changes=changes)
    view.delete()


@transaction.atomic
def open_with(*, by: User, listing: Listing, view: SavedView | None) -> None:
    """What the list opens with where its address says nothing: a view, or all rows."""
    _set(by, listing, "view", view.pk if view else None)


@transaction.atomic
def choose_columns(*, by: User, listing: Listing, columns: str) -> None:
    """The person's columns of a list; '' for the list's own."""
    _set(by, listing, "columns", columns)


def _verb(was_shared: bool, is_shared: bool) -> str:
    if was_shared == is_shared:
        return "saved_view.changed"
    return "saved_view.shared" if is_shared else "saved_view.withdrawn"


def _set(by: User, listing: Listing, name: str, value: Any) -> None:
    row = _own_row(by)
    kept = {**row.list_settings.get(listing.name, {}), name: value}
    kept = {key: each for key, each in kept.items() if each}
    row.list_settings = {**row.list_settings, listing.name: kept}
    row.save(update_fields=["list_settings"])


def _own_row(person: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=person.pk)
