"""A week of the schedule as it is drawn: who works when, who is away, and what waits for a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
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
from jobs.work.planning.shown import Board, Cell, Day, Row, Visit, Waiting
from jobs.work.planning.week import Week
from jobs.work.words import TO, hours
from realsync.accounts.models import NamedPerson
from realsync.accounts.permissions import Permission
from realsync.accounts.roles import Role
from realsync.db.scope import ScopeRole, scope_of
from realsync.pages.requests import Viewer

MOST_WAITING = 50
MOST_SKILLS = 4
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


class _Seconds(Func):
    """Since 1970: a whole number is read and compared in no time, a moment of Python's is not."""

    template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
    output_field = BigIntegerField()


class Booked(NamedTuple):
    """A visit as it is read."""

    technician_id: int
    starts: int  # seconds since 1970
    ends: int
    pk: int
    version: int
    number: str
    title: str
    status: str
    priority: str
    company: str
    place: str
    region: str
    is_confirmed: bool | None


class _How(NamedTuple):
    """All that a row depends on beside its technician and what they do."""

    language: str | None
    zone: tzinfo
    days: tuple[Day, ...]
    hours_of_day: WorkingDay
    region: str
    may_plan: bool


def read_board(user: Viewer, week: Week, filters: ScheduleFilters) -> Board:
    """A technician's holds nobody but themselves. At most seven statements."""
    region, skill = filters.cleaned_data["region"], filters.cleaned_data["skill"]
    may_plan, hours_of_day = user.may(Permission.JOB_SCHEDULE), working_day()
    visits = list(map(Booked._make, visits_in(user, week)))
    of_technician: dict[int, list[Booked]] = defaultdict(list)
    for visit in visits:
        of_technician[visit.technician_id].append(visit)
    everybody = _people(user, of_technician)
    people = [each for each in everybody if not skill or skill in each.skills]
    days = _days(user, week, region, hours_of_day, _busy_days(visits))
    away = _away(user, days)
    zone = timezone.get_current_timezone()
    how = _How(get_language(), zone, tuple(days), hours_of_day, region, may_plan)
    waiting, regions = _waiting(user, filters)
    return Board(
        week,
        days,
        [_row(how, each, away[each.pk], tuple(of_technician[each.pk])) for each in people],
        tuple(waiting[:MOST_WAITING]),
        len(waiting) > MOST_WAITING,
        sorted({*regions, *(visit.region for visit in visits), region} - {""}),
        sorted({*(name for each in everybody for name in each.skills), skill} - {""}),
        may_plan,
    )


@lru_cache(maxsize=1024)
def _row(how: _How, person: "_Person", away: "_Away", booked: tuple[Booked, ...]) -> Row:
    """The schedule is asked for again and again, and mostly nothing of a row has changed."""
    visits: dict[date, list[Visit]] = defaultdict(list)
    minutes: Counter[date] = Counter()
    for each in booked:
        start, end = _local(each.starts, how.zone), _local(each.ends, how.zone)
        shown = _visit(each, start, end, how)
        for at in days_of(start, end):
            visits[at].append(shown)
            minutes[at] += _minutes_on(at, start, end, how.hours_of_day)
    cells = []
    for day in how.days:
        why = _why(away, day.day)
        of_minutes = how.hours_of_day.minutes if day.is_working and not why else 0
        cells.append(
            Cell(
                day.day,
                day.name,
                day.is_today,
                person.name,
                why,
                tuple(visits[day.day]),
                minutes[day.day],
                of_minutes,
            )
        )
    return Row(person.pk, person.name, _in_short(person.skills), tuple(cells))


def _in_short(skills: Sequence[str]) -> str:
    """Some do everything, and the row is no higher for it."""
    if len(skills) <= MOST_SKILLS:
        return ", ".join(skills)
    shown, left = ", ".join(skills[: MOST_SKILLS - 1]), len(skills) - MOST_SKILLS + 1
    return _("%(skills)s and %(count)d more") % {"skills": shown, "count": left}


def visits_in(user: Viewer, week: Week) -> QuerySet[Job, tuple[Any, ...]]:
    """In the order of `Booked`."""
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
    is_confirmed = Subquery(said.latest_first().values("is_confirmed")[:1])
    return rows.order_by("starts_at", "pk").values_list(
        "technician_id", _Seconds("starts_at"), _Seconds("ends_at"), "pk", "version", "number",
        "title", "status", "priority", "company_name", "branch__name", "branch__region",
        is_confirmed,
    )  # fmt: skip


def _local(seconds: int, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(seconds, zone)


def _busy_days(visits: Iterable[Booked]) -> set[date]:
    zone = timezone.get_current_timezone()
    times = {(_local(each.starts, zone), _local(each.ends, zone)) for each in visits}
    return {day for start, end in times for day in days_of(start, end)}


class _Person(NamedTuple):
    pk: int
    name: str
    skills: tuple[str, ...]


def _people(user: Viewer, busy: Iterable[int]) -> list[_Person]:
    """All technicians, and whoever else has a visit in this week."""
    rows = NamedPerson.objects.filter(Q(role=Role.TECHNICIAN, is_active=True) | Q(pk__in=busy))
    if scope_of(user).role is ScopeRole.TECHNICIAN:
        rows = rows.filter(Q(pk=scope_of(user).user_id))
    skills = Skill.objects.visible_to(user).valid_on(timezone.localdate())
    skills = skills.filter(technician_id=OuterRef("pk"))
    named = ArraySubquery(skills.order_by("category").values("category"))
    rows = rows.annotate(skills=named).order_by("name", "pk")
    named_rows = rows.values_list("pk", "name", "skills")
    return [_Person(pk, name, tuple(able)) for pk, name, able in named_rows]


def _days(
    user: Viewer, week: Week, region: str, hours_of_day: WorkingDay, busy: set[date]
) -> list[Day]:
    """Working days, and those besides on which somebody works all the same."""
    kept: dict[date, list[str]] = defaultdict(list)
    holidays = Holiday.objects.visible_to(user).active().between(week.days[0], week.days[-1])
    for holiday in holidays.kept_in(region) if region else holidays:
        kept[holiday.held_on].append(str(holiday))
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


# The first and the last day of an absence, and its kind.
_Away = tuple[tuple[date, date, str], ...]


def _away(user: Viewer, days: Sequence[Day]) -> dict[int, _Away]:
    found: dict[int, _Away] = defaultdict(tuple)
    if days:
        rows = Absence.objects.visible_to(user).active().touching(days[0].day, days[-1].day)
        told = rows.values_list("technician_id", "first_on", "last_on", "kind")
        for pk, first, last, kind in told:
            found[pk] += ((first, last, kind),)
    return found


def _why(away: _Away, day: date) -> str:
    """Why a technician does not work on a day."""
    kinds = [kind for first, last, kind in away if first <= day <= last]
    return str(AbsenceKind(kinds[-1]).label) if kinds else ""


def _minutes_on(day: date, start: datetime, end: datetime, hours_of_day: WorkingDay) -> int:
    """On a day off, all of what is done there."""
    if hours_of_day.holds(day):
        return hours_of_day.minutes_on(day, start, end)
    return min(end - start, timedelta(minutes=hours_of_day.minutes)) // timedelta(minutes=1)


def _visit(booked: Booked, start: datetime, end: datetime, how: _How) -> Visit:
    return Visit(
        booked.pk,
        booked.version,
        booked.number,
        booked.title,
        booked.company,
        booked.place,
        _times(start, end),
        booked.status,
        booked.priority,
        how.may_plan and booked.status == JobStatus.SCHEDULED,
        bool(how.region) and booked.region != how.region,
        CLIENT_SAYS[booked.is_confirmed],
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
