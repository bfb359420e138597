"""A job gets a technician and a time by its place in a week: a row and a day of the schedule."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from companies.retiring.refused import Refused
from jobs.work.actions.job import booking_in_words, move_job, schedule_job
from jobs.work.choices import JobStatus
from jobs.work.models import Holiday, Job
from jobs.work.planning.estimate import estimated_minutes
from jobs.work.planning.hours import WorkingDay, days_of, moment_of, working_day
from jobs.work.words import hours
from realsync.accounts.models import User

# No booking takes longer; see estimate.MOST_MINUTES and the weekends within it.
LONGEST = timedelta(days=28)
Booked = list[tuple[datetime, datetime, Job]]


class HolidayThen(Refused):
    """Nothing stands against it but a public holiday: it is booked for whoever says so again."""


@transaction.atomic
def book_job(
    *,
    job: Job,
    by: User,
    version: int,
    technician: int,
    day: date,
    at: time | None = None,
    minutes: int | None = None,
    agreed: bool = False,
) -> Job:
    """On that day: at `at`, else at the time of day that it has, else at the first free time.

    It takes `minutes`, else as long as it takes now, else what its items are estimated at.
    Raises Stale, Refused for another job or an absence, HolidayThen unless `agreed`.
    """
    hours_of_day = working_day()
    minutes = minutes or _minutes(job, hours_of_day)
    start = moment_of(day, at) if at else _first_free(job, technician, day, minutes, hours_of_day)
    end = hours_of_day.end_of(start, minutes)
    if not agreed:
        _ask_about_holiday(job, start, end)
    return schedule_job(
        job=job, by=by, version=version, technician=technician, starts_at=start, ends_at=end
    )


@transaction.atomic
def unbook_job(*, job: Job, by: User, version: int) -> Job:
    """Back among those that wait for a time. Raises Stale; Refused for one that has begun."""
    to, verb = JobStatus.ACCEPTED, "job.unscheduled"
    return move_job(job=job, by=by, version=version, to=to, verb=verb, values={})


def _minutes(job: Job, hours_of_day: WorkingDay) -> int:
    if job.starts_at is None or job.ends_at is None:
        return estimated_minutes(job)
    worked = hours_of_day.minutes_between(job.starts_at, job.ends_at)
    return worked or (job.ends_at - job.starts_at) // timedelta(minutes=1)


def _first_free(
    job: Job, technician: int, day: date, minutes: int, hours_of_day: WorkingDay
) -> datetime:
    """What takes no longer than a day is done within it; what does begins where it can."""
    booked = _booked(job, technician, day, hours_of_day)
    opening, closing = hours_of_day.opening(day), hours_of_day.closing(day)
    wanted = [moment_of(day, timezone.localtime(job.starts_at).time())] if job.starts_at else []
    for start in (*wanted, opening, *sorted(end for _start, end, _other in booked)):
        end = hours_of_day.end_of(start, minutes)
        within = start in wanted or opening <= start < closing
        in_a_day = end <= closing or minutes > hours_of_day.minutes or start in wanted
        if within and in_a_day and not any(s < end and e > start for s, e, _other in booked):
            return start
    if not booked:
        return opening
    told = _("There is no room for %(length)s on %(day)s. %(booking)s")
    other = min(booked, key=lambda each: each[0])[2]
    length, named = hours(minutes), date_format(day, "D j M Y")
    words = {"length": length, "day": named, "booking": booking_in_words(other)}
    raise Refused(told % words, to=other)


def _booked(job: Job, technician: int, day: date, hours_of_day: WorkingDay) -> Booked:
    """What fills the technician's time from the opening of that day, as far as a visit may take."""
    opening = hours_of_day.opening(day)
    others = Job.objects.booked().filter(technician_id=technician).exclude(pk=job.pk)
    others = others.filter(starts_at__lt=opening + LONGEST, ends_at__gt=opening)
    return [
        (other.starts_at, other.ends_at, other)
        for other in others.order_by("starts_at")
        if other.starts_at and other.ends_at
    ]


def _ask_about_holiday(job: Job, start: datetime, end: datetime) -> None:
    days = list(days_of(start, end))
    kept = Holiday.objects.active().between(days[0], days[-1]).kept_in(job.branch.region)
    holiday = kept.order_by("held_on", "region").first()
    if holiday is not None:
        told = _("%(day)s is a public holiday: %(name)s. Book it all the same?")
        day = date_format(holiday.held_on, "D j M Y")
        raise HolidayThen(told % {"day": day, "name": holiday})
