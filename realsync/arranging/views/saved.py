"""A list's views: one's own and those that colleagues share."""

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import (
    Http404,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from realsync.accounts.models import User
from realsync.arranging.access import list_view
from realsync.arranging.actions import (
    TooManyViews,
    change_view,
    delete_view,
    open_with,
    save_view,
)
from realsync.arranging.addresses import asked_in, list_address
from realsync.arranging.forms import ViewForm
from realsync.db.violations import in_words
from realsync.lists.listing import Listing
from realsync.lists.look import look_of
from realsync.lists.models import SavedView
from realsync.lists.opening import NO_VIEW, opening_of, settings_of
from realsync.pages.requests import SignedInRequest

# Two forms of a kind stand on one page.
CHANGED = "changed_%s"


@list_view
def views(request: SignedInRequest, listing: Listing) -> HttpResponse:
    """All of them, and the list as it is now to be saved as another."""
    if request.method != "POST":
        return _page(request, listing, ViewForm(user=cast(User, request.user)))
    by, form = cast(User, request.user), ViewForm(request.POST, user=cast(User, request.user))
    query = query_of(request, listing, asked_in(request))

    def save() -> SavedView:
        view = save_view(by=by, listing=listing, query=query, **form.values)
        if "opens" in request.POST:
            open_with(by=by, listing=listing, view=view)
        return view

    if form.is_valid():
        view = _tried(form, save)
        if view is not None:
            messages.success(request, _("The view “%s” is saved.") % view.name)
            return HttpResponseRedirect(_address(listing, view))
    return _page(request, listing, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@list_view
def view_change(request: SignedInRequest, listing: Listing, pk: int) -> HttpResponse:
    """Another name, shared or not; or, where no name is sent, what the list shows now."""
    view = _own(request, listing, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    by = cast(User, request.user)
    if "name" not in request.POST:
        query = query_of(request, listing, asked_in(request))
        change_view(view=view, by=by, values={"query": query})
        messages.success(request, _("The view “%s” is saved.") % view.name)
        return HttpResponseRedirect(_address(listing, view))
    form = ViewForm(request.POST, user=by, auto_id=CHANGED)
    if form.is_valid():
        if _tried(form, lambda: change_view(view=view, by=by, values=form.values) or view):
            messages.success(request, _("The view “%s” is saved.") % view.name)
            return HttpResponseRedirect(_address(listing, view))
        view.refresh_from_db()
    return _page(
        request, listing, ViewForm(user=by), changing=form, status=HTTPStatus.UNPROCESSABLE_ENTITY
    )


@list_view
def view_delete(request: SignedInRequest, listing: Listing, pk: int) -> HttpResponse:
    view = _own(request, listing, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    by = cast(User, request.user)
    with transaction.atomic():
        if settings_of(request.user, listing).get("view") == pk:
            open_with(by=by, listing=listing, view=None)
        delete_view(view=view, by=by)
    messages.success(request, _("The view “%s” is deleted.") % view.name)
    return HttpResponseRedirect(list_address(listing, QueryDict()))


@list_view
def opening(request: SignedInRequest, listing: Listing) -> HttpResponse:
    """`view` is what the list opens with from now on; none, and it opens with all rows."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sent, view = request.POST.get("view", ""), None
    if sent:
        view = _visible(request, listing).filter(pk=sent if sent.isdecimal() else 0).first()
        if view is None:
            raise Http404
    open_with(by=cast(User, request.user), listing=listing, view=view)
    told = _("The list opens with “%s”.") % view.name if view else _("The list opens with all.")
    messages.success(request, told)
    return HttpResponseRedirect(list_address(listing, asked_in(request)))


def query_of(request: SignedInRequest, listing: Listing, asked: QueryDict) -> str:
    """What a view keeps of a list's address: filters, order, and how the list looks."""
    found = opening_of(request.user, listing, asked).asked
    look = look_of(request.user, listing, found)
    order = listing.order(found.get("sort", "")).name
    filters = {name: found[name] for name in listing.filters.base_fields if found.get(name)}
    kept = {**filters, "sort": order, "columns": look.columns, "density": look.density}
    return urlencode({name: value for name, value in kept.items() if value})


def _visible(request: SignedInRequest, listing: Listing) -> Any:
    return SavedView.objects.visible_to(request.user).of(listing.name)


def _own(request: SignedInRequest, listing: Listing, pk: int) -> SavedView:
    own: SavedView = get_object_or_404(_visible(request, listing).owned_by(request.user), pk=pk)
    return own


def _tried(form: ViewForm, save: Any) -> SavedView | None:
    """What the database refuses is said at the field that it is about."""
    try:
        with transaction.atomic():
            return cast(SavedView, save())
    except TooManyViews as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError as error:
        violation = in_words(error)
        if violation is None:
            raise
        form.add_error(violation.field, str(violation.sentence))
    return None


def _address(listing: Listing, view: SavedView) -> str:
    return list_address(listing, QueryDict(), view=str(view.pk))


def _page(
    request: SignedInRequest,
    listing: Listing,
    form: ViewForm,
    changing: ViewForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    asked, user = asked_in(request), cast(User, request.user)
    found = list(_visible(request, listing).select_related("owner"))
    here = opening_of(request.user, listing, asked)
    current = next((view for view in found if str(view.pk) == here.view), None)
    mine = current is not None and current.owner_id == user.pk
    if current is not None and mine and changing is None:
        changing = ViewForm(
            user=user,
            auto_id=CHANGED,
            initial={"name": current.name, "is_shared": current.is_shared},
        )
    context = {
        "listing": listing,
        "title": _("Views of the list “%s”") % listing.title,
        "page": list_address(listing, QueryDict()),
        "all_rows": list_address(listing, QueryDict(), view=NO_VIEW),
        "own": [view for view in found if view.owner_id == user.pk],
        "shared": [view for view in found if view.owner_id != user.pk],
        "current": current,
        "is_changed": current and query_of(request, listing, asked) != current.query,
        "preferred": settings_of(request.user, listing).get("view"),
        "form": form,
        "changing": changing if mine else None,
        "asked": asked.urlencode(),
        "back": list_address(listing, asked),
    }
    return render(request, "arranging/views.html", context, status=status)
