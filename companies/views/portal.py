from typing import cast

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from companies.actions.switch import switch_company
from companies.forms import SwitchForm
from companies.models import Company
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import unscoped
from realsync.db.scope import scope_of
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@unscoped
def company_switch(request: ClientRequest) -> HttpResponse:
    """Unscoped, because no scope of before must be open: the action opens the new one.

    Without JavaScript the menu asks for this page first: pages that are kept hold no token.
    """
    if request.method != "POST":
        return _ask(request)
    form = SwitchForm(request.POST)
    if not form.is_valid():
        raise Http404
    company_id = form.cleaned_data["company"]
    try:
        switch_company(by=cast(User, request.user), company_id=company_id)
    except Company.DoesNotExist:
        raise Http404 from None
    request.session["company_id"] = company_id
    return HttpResponseRedirect(reverse("portal:home"))


def _ask(request: ClientRequest) -> HttpResponse:
    """Which of theirs; of one that was named, only that one."""
    scope_of(request.user)  # by which their companies are known
    companies = cast(User, request.user).client_companies
    if len(companies) < 2:
        raise Http404
    named = request.GET.get("company", "")
    asked = [each for each in companies if str(each[0]) == named]
    return render(request, "companies/choosing.html", {"companies": asked or companies})
