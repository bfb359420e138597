"""What a reviewer must not overlook, of several certificates at once: beside what the paper says
itself, whether the technician was competent, whether a standard has failed since, and drift."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from equipment.models import Service
from jobs.certificates import flags
from jobs.certificates.models import Certificate
from jobs.certificates.review.earlier import Earlier, earlier_of, key_of
from jobs.work.choices import StandardStatus, Verdict
from jobs.work.models import Skill, Standard
from realsync.pages.requests import Viewer

# Of the way from the nominal value to its limit, since the last calibration.
BIG_DRIFT = Decimal("0.5")
NEEDED = ("condition", "environment")
BAD, WARN = "bad", "warn"
FAILED = (flags.VERDICTS[Verdict.FAIL], flags.VERDICTS[Verdict.CONDITIONAL_FAIL])


class Flag(NamedTuple):
    """`look` is the class of its badge."""

    text: str
    look: str


class Flags:
    """By few statements, however many certificates they are, and none before one is asked for."""

    def __init__(self, user: Viewer, certificates: Sequence[Certificate]) -> None:
        self.user, self.certificates = user, certificates

    @cached_property
    def earlier(self) -> dict[int, list[Earlier]]:
        return earlier_of(self.user, self.certificates)

    @cached_property
    def _skills(self) -> dict[tuple[int | None, str], date | None]:
        people = {each.technician_id for each in self.certificates} - {None}
        skills = Skill.objects.visible_to(self.user).filter(technician_id__in=people)
        rows = skills.values_list("technician_id", "category", "valid_until")
        return {(person, category): ends for person, category, ends in rows}

    @cached_property
    def _failed(self) -> set[int]:
        used = {each["id"] for certificate in self.certificates for each in certificate.standards}
        standards = Standard.objects.visible_to(self.user).filter(pk__in=used)
        return set(standards.filter(status=StandardStatus.FAILED).values_list("pk", flat=True))

    @cached_property
    def _categories(self) -> dict[int, str]:
        wanted = {each.service_id for each in self.certificates if each.service_id}
        services = Service.objects.visible_to(self.user).filter(pk__in=wanted)
        return dict(services.values_list("pk", "category"))

    def of(self, certificate: Certificate) -> list[Flag]:
        return [
            *_of_paper(certificate),
            *self._of_competence(certificate),
            *self._of_standards(certificate),
            *_of_drift(certificate, self.earlier.get(certificate.pk, [])),
            *_of_fields(certificate),
        ]

    def _of_competence(self, certificate: Certificate) -> Iterator[Flag]:
        category = self._categories.get(certificate.service_id or 0, "")
        if not category:
            return
        key = (certificate.technician_id, category)
        ends = self._skills.get(key)
        if key not in self._skills:
            yield Flag(_("Technician without competence for %s") % category, BAD)
        elif ends is not None and ends < certificate.performed_on:
            yield Flag(_("Technician's competence ended on %s") % _day(ends), BAD)

    def _of_standards(self, certificate: Certificate) -> Iterator[Flag]:
        for used in certificate.standards:
            if used["id"] in self._failed:
                yield Flag(_("Standard %s was found faulty") % used["code"], BAD)


def _of_paper(certificate: Certificate) -> Iterator[Flag]:
    for text in flags.flags_of(certificate):
        yield Flag(str(text), BAD if text in FAILED else WARN)


def _of_drift(certificate: Certificate, earlier: Sequence[Earlier]) -> Iterator[Flag]:
    """How far a point has wandered since it was last read, as part of what its limits allow."""
    moved = [found for point in certificate.results if (found := _moved(point, earlier))]
    most, day = max(moved, default=(Decimal(), date.min))
    if most >= BIG_DRIFT:
        given = {"percent": number_format(most * 100, decimal_pos=0), "day": _day(day)}
        yield Flag(_("Drift of %(percent)s %% of the limit since %(day)s") % given, WARN)


def _moved(point: dict[str, Any], earlier: Sequence[Earlier]) -> tuple[Decimal, date] | None:
    for paper in earlier:
        share = drift(point, paper.values.get(key_of(point), ""))
        if share is not None:
            return share, paper.performed_on
    return None


def drift(point: dict[str, Any], before: str) -> Decimal | None:
    """None where there is nothing to compare."""
    try:
        nominal, found, last = (
            Decimal(point["nominal"]),
            Decimal(point["as_found"]),
            Decimal(before),
        )
    except InvalidOperation:
        return None
    limits = (Decimal(point[name]) for name in ("lower", "upper") if point[name])
    widths = [abs(limit - nominal) for limit in limits if limit != nominal]
    return abs(found - last) / min(widths) if widths else None


def _of_fields(certificate: Certificate) -> Iterator[Flag]:
    """What a paper should say and its form does not insist on."""
    missing = [
        str(certificate._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in NEEDED
        if not getattr(certificate, name)
    ]
    if missing:
        yield Flag(_("Missing: %s") % ", ".join(missing), WARN)


def _day(value: date) -> str:
    return date_format(value, "j M Y")
