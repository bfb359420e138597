"""The staff's home page, and the parts of it that grow old at their own pace."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from dashboards.boards import Board, begins_with_jobs, board_of
from dashboards.cards.card import Card
from dashboards.cards.jobs import my_jobs as jobs_of
from dashboards.cards.tasks import my_tasks as tasks_of
from realsync.accounts.permissions import Permission
from realsync.db.access import reads
from realsync.freshness.times import DASHBOARD, MINE, NEVER
from realsync.lists import rows
from realsync.pages.access import staff_view
from realsync.pages.polling import seen_key, unchanged
from realsync.pages.requests import StaffRequest


@staff_view(Permission.REGISTER_SEE)
@reads(
    DASHBOARD,
    "figures",
    "task",
    "job",
    "branch",
    "company",
    "certificate",
    "quote",
    "recall",
    "user",
)
def home(request: StaffRequest) -> HttpResponse:
    person = request.user
    mine = [_card("my_tasks", tasks_of(person)), _card("my_jobs", jobs_of(person))]
    if begins_with_jobs(person):
        mine.reverse()
    context = {
        "mine": mine,
        "figures": _figures(board_of(person)),
    }
    return render(request, "dashboards/home.html", context)


@staff_view(Permission.REGISTER_SEE)
@reads(NEVER)
def figures(request: StaffRequest) -> HttpResponse:
    board = board_of(request.user)
    return _fresh(unchanged(request, board.seen) or HttpResponse(_figures(board)))


@staff_view(Permission.TASK_SEE)
@reads(NEVER)
def my_tasks(request: StaffRequest) -> HttpResponse:
    return _polled_card(request, "my_tasks", tasks_of(request.user))


@staff_view(Permission.WORK_SEE)
@reads(NEVER)
def my_jobs(request: StaffRequest) -> HttpResponse:
    return _polled_card(request, "my_jobs", jobs_of(request.user))


def _polled_card(request: StaffRequest, name: str, card: Card) -> HttpResponse:
    return _fresh(unchanged(request, seen_key(card)) or HttpResponse(_card(name, card)))


def _fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _figures(board: Board) -> SafeString:
    return rows.render(
        "dashboards/_figures.jinja", board=board, url=reverse("figures"), every=DASHBOARD
    )


def _card(name: str, card: Card) -> SafeString:
    return rows.render(
        "dashboards/_mine.jinja",
        name=name,
        card=card,
        seen=seen_key(card),
        url=reverse(name),
        every=MINE,
    )
