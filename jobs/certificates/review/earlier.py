"""The last papers of the same instrument and service: what was read at each point before."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from jobs.certificates.choices import CertificateStatus
from jobs.certificates.models import Certificate
from jobs.certificates.models.certificate import CertificateQuerySet
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
    rows = Certificate.objects.visible_to(user).filter(status=CertificateStatus.APPROVED)
    papers = _of_one(rows, certificates[0]) if len(certificates) == 1 else _of(rows, certificates)
    columns = ("pk", "equipment_id", "service_id", "number", "performed_on", "results")
    found: dict[tuple[int | None, int | None], list[Earlier]] = {}
    for pk, equipment, service, number, performed_on, results in papers.values_list(*columns):
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


def _of(papers: CertificateQuerySet, certificates: Sequence[Certificate]) -> Any:
    wanted = {each.equipment_id for each in certificates if each.equipment_id is not None}
    by_date = Window(
        RowNumber(),
        partition_by=["equipment_id", "service_id"],
        order_by=[F("performed_on").desc(), F("pk").desc()],
    )
    found: Any = papers.filter(equipment_id__in=wanted).annotate(latest=by_date)
    return found.filter(latest__lte=MOST + 1).order_by("latest")


def _of_one(papers: CertificateQuerySet, certificate: Certificate) -> CertificateQuerySet:
    """The same without a window, which takes a third of a page's time to write."""
    if certificate.equipment_id is None:
        return papers.none()
    # Of no service are those that name none.
    service: Any = certificate.service_id
    papers = papers.filter(
        equipment_id=certificate.equipment_id,
        service_id=service,
        performed_on__lte=certificate.performed_on,
    )
    return papers.order_by("-performed_on", "-pk")[: MOST + 1]


def key_of(point: dict[str, Any]) -> tuple[str, ...]:
    """What makes a point of one paper that of another."""
    return str(point["quantity"]), str(point["nominal"]), str(point["unit"])


def left(point: dict[str, Any]) -> str:
    return str(point.get("as_left") or point.get("as_found") or "")
