"""A job's bench sheet as its page shows it: each instrument with its points."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from equipment.measuring import limits_in_words, points_of
from equipment.models import EquipmentLabel
from jobs.work.actions.bench_cell import verdicts_of
from jobs.work.bench.words import name_of_point, number
from jobs.work.choices import DecisionRule, Presence
from jobs.work.fitness import against_technician
from jobs.work.models import BenchItem, Job, JobItem, Measurement, Standard
from jobs.work.verdicts import worst
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import Person

NO_CATEGORY = ""


@dataclass(frozen=True)
class Line:
    """A point of measurement, and its limits in words."""

    point: Measurement

    @property
    def named(self) -> str:
        return name_of_point(self.point)

    @property
    def limits(self) -> str:
        return limits_in_words(self.point.lower_limit, self.point.upper_limit)


@dataclass(frozen=True)
class Instrument:
    item: JobItem
    row: BenchItem
    lines: list[Line]
    standards: list[tuple[int, str]]
    label: str  # the token in the QR code on its label; empty where it has none

    @property
    def category(self) -> str:
        return self.item.service.category if self.item.service else NO_CATEGORY

    @property
    def verdict(self) -> str:
        return worst(line.point.verdict for line in self.lines)

    @property
    def read(self) -> int:
        return sum(line.point.as_found is not None for line in self.lines)

    @property
    def is_done(self) -> bool:
        all_read = bool(self.lines) and self.read == len(self.lines)
        return all_read or self.row.presence == Presence.NOT_PRESENTED

    @property
    def problem(self) -> str:
        """Why it has no points."""
        if self.lines:
            return ""
        try:
            points_of(self.item.service.measurement_template if self.item.service else {})
        except ValidationError as error:
            told = _("The points of “%(service)s” cannot be read: %(why)s")
            return told % {"service": self.item.service, "why": " ".join(error.messages)}
        return _("Its service names no points: add those that you measure.")


def items_at_bench(user: Person, job: Job) -> QuerySet[JobItem]:
    """Those that are instruments, and stand on the sheet."""
    items = JobItem.objects.visible_to(user).active().filter(job=job, bench__isnull=False)
    return items.select_related("service", "bench__standard").in_order()


def without_competence(user: User, instruments: Iterable[Instrument]) -> list[str]:
    """What a technician cannot record here today, said before they begin."""
    if user.role != Role.TECHNICIAN:
        return []
    person: dict[str, Any] = {"pk": user.pk, "name": user.name, "day": timezone.localdate()}
    categories = sorted({each.category for each in instruments})
    told = (against_technician(user, category=category, **person) for category in categories)
    return [sentence for sentence in told if sentence]


def has_unfilled(user: Person, job: Job) -> bool:
    items = JobItem.objects.visible_to(user).active().filter(job=job, equipment__isnull=False)
    return items.filter(bench=None).exists()


def instruments_of(user: Person, items: Iterable[JobItem]) -> list[Instrument]:
    listed = list(items)
    points: dict[int, list[Line]] = {item.pk: [] for item in listed}
    rows = Measurement.objects.visible_to(user).filter(item_id__in=list(points))
    for point in rows.order_by("item_id", "position"):
        points[point.item_id].append(Line(point))
    standards, labels = _standards(user), _labels(user, listed)
    return [
        Instrument(
            item,
            item.bench,
            points[item.pk],
            _choices(item, standards),
            labels.get(item.equipment_id or 0, ""),
        )
        for item in listed
    ]


def _labels(user: Person, items: list[JobItem]) -> dict[int, str]:
    instruments = [item.equipment_id for item in items if item.equipment_id is not None]
    labels = EquipmentLabel.objects.visible_to(user).filter(equipment_id__in=instruments)
    return dict(labels.values_list("equipment_id", "token"))


def _standards(user: Person) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for standard in Standard.objects.visible_to(user).active().order_by("code"):
        found.setdefault(standard.category, []).append((standard.pk, _in_words(standard)))
    return found


def _in_words(standard: Standard) -> str:
    """One that is not to be used is in the list, so that nobody looks for it: it is refused."""
    if standard.is_failed:
        return _("%(standard)s (faulty)") % {"standard": standard}
    if standard.due_on < timezone.localdate():
        day = date_format(standard.due_on, "j M Y")
        return _("%(standard)s (expired %(day)s)") % {"standard": standard, "day": day}
    return str(standard)


def _choices(item: JobItem, standards: dict[str, list[tuple[int, str]]]) -> list[tuple[int, str]]:
    """Those of the service's category, else all; and the one that was chosen before."""
    category = item.service.category if item.service else NO_CATEGORY
    found = standards.get(category) or [each for some in standards.values() for each in some]
    chosen = item.bench.standard
    if chosen is not None and chosen.pk not in dict(found):
        found = [*found, (chosen.pk, _in_words(chosen))]
    return found


@dataclass(frozen=True)
class Compared:
    """One value under each of the rules."""

    named: str
    limits: str
    value: str
    unit: str
    uncertainty: str
    verdicts: dict[str, str]


def what_if(instrument: Instrument) -> list[Compared]:
    return [_compared(line) for line in instrument.lines if _value(line.point) is not None]


def worst_by_rule(instrument: Instrument) -> dict[str, str]:
    compared = what_if(instrument)
    return {rule: worst(each.verdicts[rule] for each in compared) for rule in DecisionRule.values}


def _value(point: Measurement) -> Any:
    return point.as_found if point.as_left is None else point.as_left


def _compared(line: Line) -> Compared:
    now = vars(line.point)
    return Compared(
        line.named,
        line.limits,
        number(_value(line.point)),
        line.point.unit,
        number(line.point.expanded_uncertainty),
        {rule: verdicts_of(rule, now)["verdict"] for rule in DecisionRule.values},
    )
