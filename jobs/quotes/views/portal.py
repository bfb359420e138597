"""A client's quote, where the mail leads to: to read, and its paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from jobs.quotes.models import Quote
from jobs.quotes.paper.setting import priced
from jobs.quotes.tables import status_look
from jobs.quotes.totals import totals_of
from jobs.quotes.views.staff import lines_of, paper
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.pages.access import portal_view
from realsync.pages.requests import ClientRequest


@portal_view(Permission.PORTAL_SEE)
@reads
def quote_detail(request: ClientRequest, pk: int) -> HttpResponse:
    quote = _quote(request, pk)
    lines = lines_of(request.user, quote)
    context = {
        "quote": quote,
        "look": status_look(quote.status),
        "lines": lines,
        "totals": totals_of(map(priced, lines), quote.discount_percent),
    }
    return render(request, "quotes/portal_detail.html", context)


@portal_view(Permission.PORTAL_SEE)
@reads
def quote_paper(request: ClientRequest, pk: int) -> HttpResponse:
    return paper(request.user, _quote(request, pk), owner="")


def _quote(request: ClientRequest, pk: int) -> Quote:
    quotes = Quote.objects.visible_to(request.user).select_related("company", "branch")
    return get_object_or_404(quotes, pk=pk)
