"""The last papers of the same instrument and service: what was read at each point before."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from jobs.certificates.choices import CertificateStatus
from jobs.certificates.models import Certificate
from realsync.pages.requests import Viewer

MOST = 3


class Earlier(NamedTuple):
    """`values` by quantity, nominal value and unit: as it was left, where it was adjusted."""

    pk: int
    number: str
    performed_on: date
    values: dict[tuple[str, ...], str]


def earlier_of(user: Viewer, certificates: Sequence[Certificate]) -> dict[int, list[Earlier]]:
    """By certificate, the latest first. One statement."""
    wanted = {each.equipment_id for each in certificates if each.equipment_id is not None}
    by_date = Window(
        RowNumber(),
        partition_by=["equipment_id", "service_id"],
        order_by=[F("performed_on").desc(), F("pk").desc()],
    )
    papers = (
        Certificate.objects.visible_to(user)
        .filter(equipment_id__in=wanted, status=CertificateStatus.APPROVED)
        .annotate(latest=by_date)
        .filter(latest__lte=MOST + 1)
        .values_list("pk", "equipment_id", "service_id", "number", "performed_on", "results")
        .order_by("latest")
    )
    found: dict[tuple[int | None, int | None], list[Earlier]] = {}
    for pk, equipment, service, number, performed_on, results in papers:
        paper = Earlier(pk, number, performed_on, {key_of(point): left(point) for point in results})
        found.setdefault((equipment, service), []).append(paper)
    return {
        each.pk: [
            paper
            for paper in found.get((each.equipment_id, each.service_id), [])
            if paper.pk != each.pk and paper.performed_on <= each.performed_on
        ][:MOST]
        for each in certificates
    }


def key_of(point: dict[str, Any]) -> tuple[str, ...]:
    """What makes a point of one paper that of another."""
    return str(point["quantity"]), str(point["nominal"]), str(point["unit"])


def left(point: dict[str, Any]) -> str:
    return str(point.get("as_left") or point.get("as_found") or "")
