"""A house in the middle of its work: jobs, quotes, tasks, instruments in every state, by chance."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from equipment.models import Equipment
from jobs.certificates.choices import ISSUED, CertificateStatus
from jobs.certificates.models import Certificate
from jobs.quotes.choices import QuoteStatus
from jobs.quotes.models import Quote
from jobs.work.choices import BOOKED, JobStatus
from jobs.work.models import Job
from realsync.accounts.roles import Role
from tasks.choices import TaskStatus
from tasks.models import Task
from tests.world import World

OWNER = "owner"
TIMELESS = (JobStatus.NEW, JobStatus.QUOTED, JobStatus.ACCEPTED)


def fill(world: World, seed: int) -> None:
    rng = Random(seed)
    today = timezone.localdate()
    people = list(world.staff.values())
    Equipment.objects.using(OWNER).bulk_create(
        Equipment(
            company=world.aster,
            branch=world.north,
            description=f"Scale {number}",
            next_due_on=rng.choice([None, _near(rng, today)]),
            is_active=rng.random() < 0.9,
        )
        for number in range(rng.randrange(40, 70))
    )
    Task.objects.using(OWNER).bulk_create(
        Task(
            title=f"Task {number}",
            status=rng.choice(TaskStatus.values),
            assignee_id=rng.choice([None, *(person.pk for person in people)]),
            due_on=_near(rng, today),
            snoozed_until=rng.choice([None, None, _near(rng, today)]),
        )
        for number in range(120)
    )
    Quote.objects.using(OWNER).bulk_create(
        Quote(
            company=world.aster,
            branch=world.north,
            number=f"QTE-20260303-{number:04d}",
            title=f"Quote {number}",
            owner=rng.choice([world.staff[Role.SALES], world.staff[Role.MANAGEMENT]]),
            status=(status := rng.choice(QuoteStatus.values)),
            is_active=status != QuoteStatus.DRAFT or rng.random() < 0.8,
            sent_at=None if status == QuoteStatus.DRAFT else timezone.now(),
            decline_reason="Too dear" if status == QuoteStatus.DECLINED else "",
            valid_until=_near(rng, today),
        )
        for number in range(60)
    )
    Job.objects.using(OWNER).bulk_create(_jobs(world, rng, today))
    Certificate.objects.using(OWNER).bulk_create(_certificates(world, rng, today))


def _certificates(world: World, rng: Random, today: date) -> list[Certificate]:
    author, approver = world.staff[Role.TECHNICIAN], world.staff[Role.MANAGEMENT]
    found = []
    for number in range(60):
        status, day = rng.choice(CertificateStatus.values), _near(rng, today)
        issued = {
            "number": f"CRT-{day:%Y%m%d}-{number + 100:04d}",
            "issued_on": day,
            "approver": approver,
            "approver_name": approver.name,
        }
        found.append(
            Certificate(
                company=world.aster,
                branch=world.north,
                job=world.jobs["own"],
                item_id=-1000 - number,
                status=status,
                client_name="Aster Foods",
                place="Here",
                description=f"Scale {number}",
                method="By hand",
                performed_on=day,
                promised_on=day,
                author=author,
                author_name=author.name,
                token=f"mixed-{number}",
                withdrawal_reason="Mistaken" if status == CertificateStatus.WITHDRAWN else "",
                **(issued if status in ISSUED else {}),
            )
        )
    return found


def _jobs(world: World, rng: Random, today: date) -> list[Job]:
    """Each in a half day of its own, so that nobody is in two places."""
    found = []
    for number in range(120):
        status = JobStatus(rng.choice(JobStatus.values))
        day = today + timedelta(days=number // 2 - 30)
        start = timezone.make_aware(datetime.combine(day, time(8 if number % 2 else 13)))
        has_time = status not in TIMELESS
        mine = world.staff[Role.TECHNICIAN]
        found.append(
            Job(
                company=world.aster,
                branch=world.north,
                number=f"JOB-20260303-{number:04d}",
                title=f"Job {number}",
                status=status,
                technician=mine if status in BOOKED else rng.choice([None, mine]),
                starts_at=start if has_time else None,
                ends_at=start + timedelta(hours=4) if has_time else None,
                cancel_reason="Ordered twice" if status == JobStatus.CANCELLED else "",
            )
        )
    return found


def _near(rng: Random, today: date) -> date:
    """The days at which something changes come often."""
    return today + timedelta(days=rng.choice([-40, -31, -30, -1, 0, 1, 7, 8, 30, 31, 90, 91, 200]))
