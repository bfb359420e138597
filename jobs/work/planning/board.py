"""A week of the schedule as it is drawn: who works when, who is away, and what waits for a time."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobs.work.actions.booking import LONGEST
from jobs.work.choices import IN_A_WEEK, AbsenceKind, JobPriority, JobStatus
from jobs.work.models import Absence, Holiday, Job, JobItem, Skill, VisitAnswer
from jobs.work.models.job import STARTS_KEY
from jobs.work.planning.estimate import of_items, rounded
from jobs.work.planning.filters import ScheduleFilters
from jobs.work.planning.hours import WorkingDay, days_of, working_day
from jobs.work.planning.week import Week
from jobs.work.words import TO, hours
from realsync.accounts.models import NamedPerson
from realsync.accounts.permissions import Permission
from realsync.accounts.roles import Role
from realsync.db.scope import ScopeRole, scope_of
from realsync.pages.polling import seen_key
from realsync.pages.requests import Viewer

MOST_WAITING = 50
MOST_SKILLS = 4
OF_A_VISIT = ("pk", "version", "number", "title", "status", "priority", "company_name",
              "branch__name", "branch__region", "technician_id", "starts_at",
              "ends_at")  # fmt: skip
OF_A_WAITING = ("pk", "version", "number", "title", "priority", "company_name", "branch__name",
                "branch__region", "minutes")  # fmt: skip
CLIENT_SAYS = {None: "", True: "confirmed", False: "other_date"}
# Those that press stand first.
PRESSING = Case(
    *(When(priority=value, then=Value(place)) for place, value in
      enumerate((JobPriority.URGENT, JobPriority.HIGH, JobPriority.NORMAL))),
    default=Value(3),
    output_field=IntegerField(),
)  # fmt: skip


# What a row shows are tuples: the same row is drawn once (views/week.py).
class Visit(NamedTuple):
    """A job with a time, on one of its days."""

    pk: int
    version: int
    number: str
    title: str
    company: str
    place: str
    times: str
    status: str
    priority: str
    can_move: bool
    is_elsewhere: bool  # than in the region that was asked for
    client_says: str  # to this time: empty, `confirmed` or `other_date`


class Waiting(NamedTuple):
    pk: int
    version: int
    number: str
    title: str
    company: str
    place: str
    length: str
    priority: str


class Cell(NamedTuple):
    """One technician's day."""

    day: date
    day_name: str
    is_today: bool
    technician: str
    away: str
    visits: tuple[Visit, ...]
    minutes: int
    of_minutes: int

    @property
    def percent(self) -> int:
        return round(100 * self.minutes / self.of_minutes) if self.of_minutes else 0

    @property
    def load(self) -> str:
        return _load(get_language(), self.minutes, self.of_minutes)

    @property
    def said(self) -> str:
        """For somebody who hears where a job would be put down."""
        parts = (self.day_name, self.technician, self.away, self.load)
        return ", ".join(filter(None, parts))


@lru_cache(maxsize=4096)
def _load(language: str | None, minutes: int, of_minutes: int) -> str:
    if not of_minutes:
        return hours(minutes) if minutes else ""
    return _("%(booked)s of %(all)s") % {"booked": hours(minutes), "all": hours(of_minutes)}


class Day(NamedTuple):
    day: date
    name: str
    holidays: str
    is_today: bool
    is_working: bool


class Row(NamedTuple):
    pk: int
    name: str
    skills: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Board:
    week: Week
    days: list[Day]
    rows: list[Row]
    waiting: list[Waiting]
    has_more_waiting: bool
    regions: list[str]
    skills: list[str]
    may_plan: bool

    @property
    def seen(self) -> str:
        return seen_key(self)


def read_board(user: Viewer, week: Week, filters: ScheduleFilters) -> Board:
    """A technician's holds nobody but themselves. At most seven statements."""
    region, skill = filters.cleaned_data["region"], filters.cleaned_data["skill"]
    hours_of_day = working_day()
    visits = [_here(visit) for visit in visits_in(user, week)]
    everybody = _people(user, visits)
    people = [each for each in everybody if not skill or skill in each.skills]
    days = _days(user, week, region, hours_of_day, visits)
    cells = _Cells(_away(user, days), hours_of_day)
    for visit in visits:
        cells.take(visit, region, may_plan=user.may(Permission.JOB_SCHEDULE))
    waiting, regions = _waiting(user, filters)
    return Board(
        week,
        days,
        [_row(each, days, cells) for each in people],
        waiting[:MOST_WAITING],
        len(waiting) > MOST_WAITING,
        sorted({*regions, *(visit["branch__region"] for visit in visits), region} - {""}),
        sorted({*(name for each in everybody for name in each.skills), skill} - {""}),
        user.may(Permission.JOB_SCHEDULE),
    )


def _row(person: "_Person", days: list[Day], cells: "_Cells") -> Row:
    of_days = tuple(cells.cell(person, day) for day in days)
    return Row(person.pk, person.name, _in_short(person.skills), of_days)


def _in_short(skills: list[str]) -> str:
    """Some do everything, and the row is no higher for it."""
    if len(skills) <= MOST_SKILLS:
        return ", ".join(skills)
    shown, left = ", ".join(skills[: MOST_SKILLS - 1]), len(skills) - MOST_SKILLS + 1
    return _("%(skills)s and %(count)d more") % {"skills": shown, "count": left}


def visits_in(user: Viewer, week: Week) -> QuerySet[Job, dict[str, Any]]:
    rows = Job.objects.visible_to(user).filter(status__in=IN_A_WEEK, technician__isnull=False)
    rows = rows.alias(starts_key=STARTS_KEY).filter(
        # By the index of the list: nothing that is still going on began longer ago.
        starts_key__gte=week.begins_at - LONGEST,
        starts_key__lt=week.ends_at,
        ends_at__gt=week.begins_at,
    )
    if scope_of(user).role is ScopeRole.TECHNICIAN:
        rows = rows.filter(technician_id=scope_of(user).user_id)
    said = VisitAnswer.objects.visible_to(user).standing().filter(job=OuterRef("pk"))
    rows = rows.annotate(is_confirmed=said.latest_first().values("is_confirmed")[:1])
    named = rows.order_by("starts_at", "pk").values(*OF_A_VISIT, "is_confirmed")
    found: QuerySet[Job, dict[str, Any]] = named
    return found


def _here(visit: Any) -> Any:
    """With its times where the viewer is, and the days that it fills."""
    start, end = (timezone.localtime(visit[name]) for name in ("starts_at", "ends_at"))
    return {**visit, "starts_at": start, "ends_at": end, "days": [*days_of(start, end)]}


@dataclass(frozen=True)
class _Person:
    pk: int
    name: str
    skills: list[str]


def _people(user: Viewer, visits: list[Any]) -> list[_Person]:
    """All technicians, and whoever else has a visit in this week."""
    busy = {visit["technician_id"] for visit in visits}
    rows = NamedPerson.objects.filter(Q(role=Role.TECHNICIAN, is_active=True) | Q(pk__in=busy))
    if scope_of(user).role is ScopeRole.TECHNICIAN:
        rows = rows.filter(Q(pk=scope_of(user).user_id))
    skills = Skill.objects.visible_to(user).valid_on(timezone.localdate())
    skills = skills.filter(technician_id=OuterRef("pk"))
    named = ArraySubquery(skills.order_by("category").values("category"))
    rows = rows.annotate(skills=named).order_by("name", "pk")
    return [_Person(*row) for row in rows.values_list("pk", "name", "skills")]


def _days(
    user: Viewer, week: Week, region: str, hours_of_day: WorkingDay, visits: list[Any]
) -> list[Day]:
    """Working days, and those besides on which somebody works all the same."""
    kept: dict[date, list[str]] = defaultdict(list)
    holidays = Holiday.objects.visible_to(user).active().between(week.days[0], week.days[-1])
    for holiday in holidays.kept_in(region) if region else holidays:
        kept[holiday.held_on].append(str(holiday))
    busy = {day for visit in visits for day in visit["days"]}
    today = timezone.localdate()
    return [
        Day(
            day,
            date_format(day, "D j M"),
            ", ".join(sorted(kept[day])),
            day == today,
            hours_of_day.holds(day),
        )
        for day in week.days
        if hours_of_day.holds(day) or day in busy
    ]


Places = dict[tuple[int, date], str]


def _away(user: Viewer, days: list[Day]) -> Places:
    """Why a technician does not work on a day."""
    if not days:
        return {}
    rows = Absence.objects.visible_to(user).active().touching(days[0].day, days[-1].day)
    return {
        (pk, day.day): str(AbsenceKind(kind).label)
        for pk, first, last, kind in rows.values_list(
            "technician_id", "first_on", "last_on", "kind"
        )
        for day in days
        if first <= day.day <= last
    }


@dataclass(frozen=True)
class _Cells:
    """What fills each technician's days."""

    away: Places
    hours_of_day: WorkingDay
    visits: dict[tuple[int, date], list[Visit]] = field(default_factory=lambda: defaultdict(list))
    minutes: Counter[tuple[int, date]] = field(default_factory=Counter)

    def take(self, visit: Any, region: str, *, may_plan: bool) -> None:
        start, end = visit["starts_at"], visit["ends_at"]
        is_movable = may_plan and visit["status"] == JobStatus.SCHEDULED
        shown = _visit(visit, start, end, region, can_move=is_movable)
        for day in visit["days"]:
            place = visit["technician_id"], day
            self.minutes[place] += _minutes_on(day, start, end, self.hours_of_day)
            self.visits[place].append(shown)

    def cell(self, person: _Person, day: Day) -> Cell:
        place = person.pk, day.day
        away = self.away.get(place, "")
        works = day.is_working and not away
        return Cell(
            day.day,
            day.name,
            day.is_today,
            person.name,
            away,
            tuple(self.visits.get(place, ())),
            self.minutes[place],
            self.hours_of_day.minutes if works else 0,
        )


def _minutes_on(day: date, start: datetime, end: datetime, hours_of_day: WorkingDay) -> int:
    """On a day off, all of what is done there."""
    if hours_of_day.holds(day):
        return hours_of_day.minutes_on(day, start, end)
    return min(end - start, timedelta(minutes=hours_of_day.minutes)) // timedelta(minutes=1)


def _visit(visit: Any, start: datetime, end: datetime, region: str, *, can_move: bool) -> Visit:
    return Visit(
        visit["pk"],
        visit["version"],
        visit["number"],
        visit["title"],
        visit["company_name"],
        visit["branch__name"],
        _times(start, end),
        visit["status"],
        visit["priority"],
        can_move,
        bool(region) and visit["branch__region"] != region,
        CLIENT_SAYS[visit["is_confirmed"]],
    )


def _times(start: datetime, end: datetime) -> str:
    first, last = (at.strftime("%H:%M") for at in (start, end))
    if start.date() == end.date():
        return f"{first}{TO}{last}"
    return f"{date_format(start, 'D')} {first} {TO} {date_format(end, 'D')} {last}"


def _waiting(user: Viewer, filters: ScheduleFilters) -> tuple[list[Waiting], list[str]]:
    """Accepted jobs, what presses first, then the oldest; and where such jobs are."""
    if not user.may(Permission.JOB_SCHEDULE):
        return [], []
    every = Job.objects.visible_to(user).filter(status=JobStatus.ACCEPTED)
    regions = every.exclude(branch__region="").order_by().distinct()
    rows = _narrowed(every, user, filters).annotate(minutes=of_items())
    rows = rows.order_by(PRESSING, "number", "pk").values(*OF_A_WAITING)
    waiting = [_waits(job) for job in rows[: MOST_WAITING + 1]]
    return waiting, list(regions.values_list("branch__region", flat=True))


def _waits(job: Any) -> Waiting:
    return Waiting(
        job["pk"],
        job["version"],
        job["number"],
        job["title"],
        job["company_name"],
        ", ".join(filter(None, (job["branch__name"], job["branch__region"]))),
        hours(rounded(job["minutes"])),
        job["priority"],
    )


def _narrowed(rows: Any, user: Viewer, filters: ScheduleFilters) -> QuerySet[Job]:
    wanted = filters.cleaned_data
    if wanted["q"]:
        rows = rows.matching(wanted["q"])
    if wanted["region"]:
        rows = rows.filter(branch__region=wanted["region"])
    if wanted["skill"]:
        items = JobItem.objects.visible_to(user).active()
        asked = items.filter(job_id=OuterRef("pk"), service__category=wanted["skill"])
        rows = rows.filter(Exists(asked))
    return rows  # type: ignore[no-any-return]
