"""What a certificate takes over when it is drafted: copies, as they will be printed."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from jobs.certificates.results import as_text, point_of, printed_standard
from jobs.work.choices import Presence
from jobs.work.models import BenchItem, BenchSheet, Job, JobItem, Measurement
from jobs.work.verdicts import worst
from realsync.accounts.models import User
from realsync.db.settings import setting_value


def measured_at_bench(job_id: int, items: Collection[int], by: User) -> dict[int, dict[str, Any]]:
    """By item, what was measured of it; nothing for one of which nothing was, or not presented."""
    sheet = BenchSheet.objects.visible_to(by).filter(job_id=job_id).first()
    benches = BenchItem.objects.visible_to(by).filter(item_id__in=items).select_related("standard")
    points: dict[int, list[Measurement]] = {}
    measurements = Measurement.objects.visible_to(by).filter(item_id__in=items)
    for measurement in measurements.select_related("standard").order_by("item_id", "position"):
        points.setdefault(measurement.item_id, []).append(measurement)
    return {
        bench.item_id: _measured(sheet, bench, points.get(bench.item_id, []))
        for bench in benches
        if bench.presence != Presence.NOT_PRESENTED and bench.performed_on is not None
    }


def _measured(
    sheet: BenchSheet | None, bench: BenchItem, points: list[Measurement]
) -> dict[str, Any]:
    taken = [point for point in points if point.as_found is not None or point.as_left is not None]
    used = {each.standard for each in taken} or {bench.standard}
    return {
        "results": [point_of(point) for point in points],
        "standards": [
            printed_standard(standard)
            for standard in sorted(filter(None, used), key=lambda standard: standard.code)
        ],
        "verdict": worst(point.verdict for point in taken),
        "decision_rule": sheet.decision_rule if sheet else "",
        "environment": environment_of(sheet),
        "is_adjusted": bench.is_adjusted,
        "condition": bench.condition,
        "performed_on": bench.performed_on,
        "maker_ids": sorted({point.recorded_by_id for point in taken if point.recorded_by_id}),
    }


def environment_of(sheet: BenchSheet | None) -> str:
    """`23.1 °C, 45 % relative humidity`."""
    if sheet is None:
        return ""
    told = []
    if sheet.temperature_c is not None:
        told.append(f"{as_text(sheet.temperature_c)} °C")
    if sheet.humidity_percent is not None:
        told.append(_("%s %% relative humidity") % as_text(sheet.humidity_percent))
    return ", ".join(told)


def instrument_of(item: JobItem) -> dict[str, Any]:
    service = item.service
    return {
        "item_id": item.pk,
        "equipment_id": item.equipment_id,
        "service_id": item.service_id,
        "equipment_code": item.equipment_code,
        "description": item.equipment_description or item.description,
        "manufacturer": item.manufacturer,
        "model": item.model,
        "serial": item.serial,
        "asset_number": item.asset_number,
        "received_on": item.received_on,
        "method": service.name if service else item.description,
        "place": _laboratory() if item.received_on else _at_client(item.job),
    }


def client_of(job: Job) -> dict[str, Any]:
    return {"client_name": job.company.name, "client_address": "\n".join(_address(job))}


def _address(job: Job) -> list[str]:
    branch = job.branch
    town = f"{branch.postal_code} {branch.city}".strip()
    lines = [branch.name, *branch.address.splitlines(), town, branch.country]
    return [line for line in lines if line]


def laboratory_address() -> str:
    return str(setting_value("laboratory_address", ""))


def _laboratory() -> str:
    return f"{settings.HOUSE_NAME}\n{laboratory_address()}".strip()


def _at_client(job: Job) -> str:
    return "\n".join([_("At the client's"), *_address(job)])
