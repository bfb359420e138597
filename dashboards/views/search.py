"""One search over everything that staff look up."""

from django.http import HttpResponse
from django.shortcuts import render

from dashboards.forms import SearchForm
from dashboards.search import found
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.pages.access import staff_view
from realsync.pages.errors import BadInput
from realsync.pages.requests import StaffRequest


@staff_view(Permission.REGISTER_SEE)
@reads
def search(request: StaffRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise BadInput(form.errors["q"][0])
    query = form.cleaned_data["q"]
    context = {"q": query, "groups": found(query, request.user) if query else []}
    return render(request, "search/results.html", context)
