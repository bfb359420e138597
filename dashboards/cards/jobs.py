from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.cards.card import SHOWN, Card, Line, Mark
from equipment.models.equipment import BRANCH_NAME
from jobs.work.choices import DONE, JobStatus
from jobs.work.models import Job
from jobs.work.models.job import JobQuerySet
from jobs.work.tables import status_look
from jobs.work.words import moment
from realsync.accounts.roles import Role
from realsync.lists.addresses import record_address

STILL_OPEN = tuple(status for status in JobStatus if status not in DONE)


def my_jobs(person: Any) -> Card:
    """What is in this person's hands: to do, to schedule, to review, or to know of."""
    return MINE.get(person.role, _next_visits)(person)


def _to_do(person: Any) -> Card:
    mine = Job.objects.visible_to(person).filter(technician_id=person.pk)
    return Card(
        title=_("My jobs"),
        lines=_lines(mine.filter(status__in=STILL_OPEN).starts_first(), work=_bench_of),
        url=reverse("jobs:list", query={"status": "open", "technician": person.pk}),
        url_text=_("All my open jobs"),
        nothing=_("No job is assigned to you. Those that you are scheduled for appear here."),
    )


def _to_schedule(person: Any) -> Card:
    accepted = Job.objects.visible_to(person).filter(status=JobStatus.ACCEPTED)
    return Card(
        title=_("Jobs to schedule"),
        lines=_lines(accepted.order_by("number", "pk")),
        url=reverse("jobs:list", query={"status": JobStatus.ACCEPTED}),
        url_text=_("All to schedule"),
        nothing=_("Every accepted job has its time."),
    )


def _to_review(person: Any) -> Card:
    waiting = Job.objects.visible_to(person).filter(status=JobStatus.PENDING_REVIEW)
    return Card(
        title=_("Jobs to review"),
        lines=_lines(waiting.order_by("number", "pk")),
        url=reverse("jobs:list", query={"status": JobStatus.PENDING_REVIEW}),
        url_text=_("All to review"),
        nothing=_("No job waits for a review."),
    )


def _next_visits(person: Any) -> Card:
    return Card(
        title=_("Next visits"),
        lines=_lines(Job.objects.visible_to(person).booked().from_today().starts_first()),
        url=reverse("jobs:list", query={"start": "week"}),
        url_text=_("This week's jobs"),
        nothing=_("Nothing is scheduled."),
    )


MINE = {
    Role.TECHNICIAN: _to_do,
    Role.SCHEDULER: _to_schedule,
    Role.MANAGEMENT: _to_review,
    Role.ADMIN: _to_review,
}


def _record_of(pk: int, status: str) -> str:
    return record_address("jobs:detail", pk)


def _bench_of(pk: int, status: str) -> str:
    """Where somebody goes on who has begun."""
    is_begun = status == JobStatus.IN_PROGRESS
    return reverse("jobs:bench", args=[pk]) if is_begun else _record_of(pk, status)


def _lines(jobs: JobQuerySet, *, work: Callable[[int, str], str] = _record_of) -> tuple[Line, ...]:
    """`work` says where each line leads."""
    columns = ("pk", "number", "title", "company_name", BRANCH_NAME, "status", "starts_at")
    return tuple(
        Line(
            title=title,
            url=work(pk, status),
            note=f"{moment(starts_at) or number} · {company}, {branch}",
            mark=Mark(str(JobStatus(status).label), f"status {status_look(status)}"),
        )
        for pk, number, title, company, branch, status, starts_at in jobs.values_list(*columns)[
            :SHOWN
        ]
    )
