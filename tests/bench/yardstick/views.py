from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tests.bench.yardstick.models import Equipment

ROWS = 50


@login_required
def one_row(request: HttpRequest, pk: int) -> HttpResponse:
    """A: session, user, one indexed query."""
    instrument = get_object_or_404(Equipment, pk=pk)
    return HttpResponse(f"{instrument.code} for {request.user.get_username()}")


@login_required
def fragment(request: HttpRequest) -> HttpResponse:
    """F: 50 rows of 11 columns, a keyset query with two joins."""
    return render(request, "yardstick/rows.html", {"instruments": page_after(request)})


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """P: the same rows in a whole page."""
    return render(request, "yardstick/page.html", {"instruments": page_after(request)})


def page_after(request: HttpRequest) -> QuerySet[Equipment]:
    after = int(request.GET.get("after", 0))
    instruments = Equipment.objects.select_related("company", "branch").filter(pk__gt=after)
    return instruments.order_by("pk")[:ROWS]
