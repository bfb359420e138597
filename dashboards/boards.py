"""Which numbers, charts and lists each role of the staff begins the day with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from dashboards import figures as of
from dashboards.cards.card import Card
from dashboards.cards.equipment import due_next, overdue_and_next, undated
from dashboards.cards.quotes import latest_quotes, my_quotes
from dashboards.cards.tasks import nobodys_tasks
from dashboards.counted import Counted, counted
from dashboards.figures import Chart, Figure
from dashboards.load import Load, load_of_all, load_of_one
from realsync.accounts.roles import Role
from realsync.pages.polling import seen_key


@dataclass(frozen=True)
class Plan:
    tiles: tuple[Callable[[Counted], Figure], ...]
    charts: tuple[Callable[[Counted], Chart], ...]
    cards: Callable[[Any], tuple[Card, ...]] = lambda person: ()
    load: Callable[[Counted], Load] | None = None


@dataclass(frozen=True)
class Board:
    tiles: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    cards: tuple[Card, ...]
    load: Load | None
    is_counted: bool
    has_failed: bool

    @property
    def seen(self) -> str:
        return seen_key((self, timezone.localdate()))


HOUSE = Plan(
    tiles=(of.my_tasks, of.my_overdue_tasks, of.certificates_to_review, of.issued_lately,
           of.late_jobs, of.to_invoice, of.open_quotes, of.overdue),
    charts=(of.jobs_chart, of.quotes_chart, of.due_chart),
    cards=lambda person: (latest_quotes(person),),
    load=load_of_all,
)  # fmt: skip
PLANS = {
    Role.ADMIN: HOUSE,
    Role.MANAGEMENT: HOUSE,
    Role.SCHEDULER: Plan(
        tiles=(of.my_tasks, of.my_overdue_tasks, of.to_schedule, of.late_jobs, of.open_jobs,
               of.unassigned_tasks, of.overdue, of.due_soon),
        charts=(of.jobs_chart, of.due_chart),
        cards=overdue_and_next,
        load=load_of_all,
    ),
    Role.SALES: Plan(
        tiles=(of.my_tasks, of.my_overdue_tasks, of.my_drafts, of.my_open_quotes, of.open_quotes,
               of.overdue, of.due_soon, of.companies),
        charts=(of.my_quotes_chart, of.due_chart),
        cards=lambda person: (my_quotes(person), due_next(person)),
    ),
    Role.ONBOARDING: Plan(
        tiles=(of.my_tasks, of.my_overdue_tasks, of.unassigned_tasks, of.undated, of.equipment,
               of.companies, of.branches, of.due_soon),
        charts=(of.due_chart, of.jobs_chart),
        cards=lambda person: (nobodys_tasks(person), undated(person)),
    ),
    Role.TECHNICIAN: Plan(
        tiles=(of.my_jobs, of.my_late_jobs, of.my_tasks, of.my_overdue_tasks),
        charts=(of.my_jobs_chart,),
        load=load_of_one,
    ),
}  # fmt: skip


def begins_with_jobs(person: Any) -> bool:
    """The others begin with their tasks."""
    return bool(person.role == Role.TECHNICIAN)


def board_of(person: Any) -> Board:
    plan, numbers = PLANS[Role(person.role)], counted(person)
    return Board(
        tiles=tuple(tile(numbers) for tile in plan.tiles),
        charts=tuple(chart(numbers) for chart in plan.charts),
        cards=plan.cards(person),
        load=plan.load(numbers) if plan.load else None,
        is_counted=numbers.house_at is not None and numbers.own_at is not None,
        has_failed=numbers.has_failed,
    )
