"""One's own settings, on either side."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from realsync.accounts.actions.user import change_own_profile
from realsync.accounts.forms import ProfileForm, zones
from realsync.accounts.models import User
from realsync.db.access import unscoped
from realsync.pages.access import signed_in_view
from realsync.pages.requests import SignedInRequest

YEAR_SECONDS = 60 * 60 * 24 * 365
OWN_THEMES = ("light", "dark")


@signed_in_view
@unscoped
def profile(request: SignedInRequest) -> HttpResponse:
    person = cast(User, request.user)
    if request.method != "POST":
        return _page(request, ProfileForm(initial=_as_it_is(request, person)))
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    change_own_profile(by=person, values=form.cleaned_data)
    messages.success(request, _("Your profile is saved."))
    response = HttpResponseRedirect(reverse("profile"))
    keep_theme(request, response, form.cleaned_data["theme"])
    return response


def _as_it_is(request: HttpRequest, person: User) -> dict[str, str]:
    return {
        "name": person.name,
        "time_zone": person.time_zone,
        "density": person.density,
        "theme": request.COOKIES.get("theme", "auto"),
    }


def _page(request: SignedInRequest, form: ProfileForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "zones": zones(), "tab": "profile"}
    return render(request, "account/profile.html", context, status=status)


def keep_theme(request: HttpRequest, response: HttpResponse, theme: str) -> None:
    """The same cookie that static/js/theme.js writes, which reads it, too."""
    if theme not in OWN_THEMES:
        response.delete_cookie("theme", samesite="Lax")
        return
    response.set_cookie(
        "theme", theme, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure()
    )
