"""The builder of quotes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Branch, Company
from companies.retiring.pages import restoration_page, retirement_page
from jobs.quotes.choices import QuoteStatus
from jobs.quotes.editing.sheets import QUOTE
from jobs.quotes.policies import editable_by
from realsync.accounts.permissions import Permission
from realsync.db.access import writes
from realsync.editing.pages import edit_page, named_in, new_page, to_edit
from realsync.outbox.idempotency import once
from realsync.pages.access import staff_view
from realsync.pages.requests import StaffRequest
from realsync.records.kinds import address_of


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_new(request: StaffRequest) -> HttpResponse:
    """For the branch that `?branch=` names, or one of the company of `?company=`."""
    branches = Branch.objects.visible_to(request.user).active()
    place = named_in(request, "branch", branches) or named_in(
        request, "company", Company.objects.visible_to(request.user).active()
    )
    cancel = address_of(place) if place else reverse("quotes:list")
    return new_page(request, QUOTE, parent=place, cancel=cancel)


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_edit(request: StaffRequest, pk: int) -> HttpResponse:
    quotes = editable_by(request.user).select_related("company", "branch")
    quote = get_object_or_404(to_edit(quotes, request), pk=pk)
    if not quote.is_draft:
        messages.info(request, _("A quote that was sent does not change. Revise it."))
        return HttpResponseRedirect(address_of(quote))
    return edit_page(request, QUOTE, quote)


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_retirement(request: StaffRequest, pk: int) -> HttpResponse:
    return retirement_page(request, _drafts(request), pk)


@staff_view(Permission.QUOTE_EDIT)
@writes
@once
def quote_restoration(request: StaffRequest, pk: int) -> HttpResponse:
    return restoration_page(request, _drafts(request), pk)


def _drafts(request: StaffRequest) -> Any:
    return editable_by(request.user).filter(status=QuoteStatus.DRAFT)
