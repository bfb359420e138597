from typing import cast

from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from companies.actions.switch import switch_company
from companies.forms import SwitchForm
from companies.models import Company
from realsync.accounts.models import User
from realsync.accounts.permissions import Permission
from realsync.db.access import unscoped
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@unscoped
def company_switch(request: ClientRequest) -> HttpResponse:
    """Unscoped, because no scope of before must be open: the action opens the new one."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
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
