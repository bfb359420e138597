"""One certificate as its reviewer sees it: what was read, what was read before, what is odd."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from jobs.certificates.choices import CertificateStatus
from jobs.certificates.models import Certificate
from jobs.certificates.policies import may_approve, may_reject
from jobs.certificates.review.earlier import Earlier, key_of
from jobs.certificates.review.flags import Flags
from jobs.certificates.review.queue import against
from jobs.certificates.tables import status_look, verdict_look
from jobs.work.choices import Verdict
from realsync.lists import rows
from realsync.lists.addresses import record_prefix
from realsync.lists.words import day
from realsync.pages.requests import Viewer


@dataclass(frozen=True)
class Point:
    """A line of the results; `before` has a value, or nothing, for each earlier paper."""

    result: dict[str, Any]
    verdict: str
    look: str
    before: list[str]


def panel_of(user: Viewer, certificate: Certificate, flags: Flags) -> dict[str, Any]:
    """`flags` are of this certificate, or of several among which it is."""
    return {"flags": flags.of(certificate), **read_in(user, certificate, flags)}


def read_in(user: Viewer, certificate: Certificate, flags: Flags) -> dict[str, Any]:
    """All but the flags."""
    earlier = flags.earlier.get(certificate.pk, [])
    return {
        "results": results_of(certificate, earlier),
        "look": status_look(certificate.status),
        "verdict_look": verdict_look(certificate.verdict),
        "is_waiting": certificate.status == CertificateStatus.PENDING_REVIEW,
        "may_approve": may_approve(user, certificate),
        "may_reject": may_reject(user, certificate),
        "against": against(user, certificate),
    }


def results_of(certificate: Certificate, earlier: list[Earlier]) -> SafeString:
    """As a table, beside what was read before."""
    return rows.render(
        "certificates/_results.jinja",
        points=_points_of(certificate, earlier),
        earlier=earlier,
        is_adjusted=certificate.is_adjusted,
        certificates=record_prefix("certificates:detail"),
        day=day,
    )


def _points_of(certificate: Certificate, earlier: list[Earlier]) -> list[Point]:
    words = dict(Verdict.choices)
    return [
        Point(
            point,
            str(words.get(point["verdict"], "")),
            verdict_look(point["verdict"]),
            [paper.values.get(key_of(point), "") for paper in earlier],
        )
        for point in certificate.results
    ]
