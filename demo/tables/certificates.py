"""Certificates, what they rest on, and how long they hold."""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import groupby
from random import Random
from typing import Any

from django.conf import settings

from demo.catalogue.services import Offer
from demo.chance import pick
from demo.laboratory import ACCREDITATION, ADDRESS, SITE
from demo.tables import branches
from demo.tables.bench import condition_of
from demo.tables.notes import colleagues
from demo.tables.table import Row, Table
from demo.work.bench import Measured, humidity, measured, read, temperature
from demo.work.jobs import ON_SITE
from demo.work.measuring import Reading
from demo.work.papers import Paper, papers, validities
from demo.work.results import results
from demo.work.standards import Standard
from demo.world import World
from jobs.certificates.accreditation import is_within, named
from realsync.accounts.roles import Role

APPROVERS = (Role.ADMIN, Role.MANAGEMENT)
PROMISED_DAYS = 5
# Of those that wait: drafted in the office, and without what was noted of the environment.
BY_OFFICE, BARE = 0.05, 0.04
REJECTED = 0.3
AMENDMENTS = ("The asset number was missing", "The client's address has changed",
              "The serial number was mistyped", "The client asked for the due date")  # fmt: skip
WITHDRAWALS = ("It was issued for the wrong instrument", "The readings were those of another day")
REJECTIONS = ("The third point was not repeated", "Say in which state it came",
              "The uncertainty is that of another range")  # fmt: skip
POINT = ("quantity", "nominal", "unit", "lower", "upper", "uncertainty", "factor")


def rows(world: World) -> Iterator[Row]:
    rng = world.stream("papers")
    names = {each.id: each.name for each in colleagues(world)}
    approvers = [each.id for each in colleagues(world) if each.role in APPROVERS]
    addresses = _addresses(world)
    for (each, points), group in zip(read(world), _by_item(world), strict=True):
        address = addresses[each.result.job.branch_id]
        common = _common(rng, world, each, points, names, address, approvers)
        for paper in group:
            yield _row(rng, each, paper, common, names, approvers)


def _by_item(world: World) -> Iterator[list[Paper]]:
    for _item, group in groupby(papers(world), key=lambda paper: paper.item_id):
        yield list(group)


def _common(
    rng: Random,
    world: World,
    each: Measured,
    points: list[Reading],
    names: dict[int, str],
    address: str,
    approvers: list[int],
) -> dict[str, Any]:
    """What a certificate and its amendment share."""
    result, known = each.result, each.known
    job, waits = result.job, result.certificate == "pending_review"
    technician = job.technician_id or 0
    author = approvers[1] if waits and rng.random() < BY_OFFICE else technician
    environment = f"{temperature(job.id)} °C, {humidity(job.id)} % relative humidity"
    return {
        "author": author,
        "author_name": names[author],
        "makers": sorted({author, technician}),
        "client": world.companies[job.company_id - 1].name,
        "address": address,
        "place": _place(job.title, address),
        "received_on": None if job.title in ON_SITE else result.performed_on,
        "condition": condition_of(result.item_id),
        "environment": "" if waits and rng.random() < BARE else environment,
        "results": json.dumps([_point(reading) for reading in points], ensure_ascii=False),
        "standards": _printed(each.standard),
        "is_accredited": _is_accredited(each.offer),
        "instrument": (known.code, known.description, known.maker, known.model, known.serial,
                       known.asset_number),
    }  # fmt: skip


def _row(
    rng: Random,
    each: Measured,
    paper: Paper,
    common: dict[str, Any],
    names: dict[int, str],
    approvers: list[int],
) -> Row:
    result, job = each.result, each.result.job
    token = f"{rng.getrandbits(128):032x}"
    others = [pk for pk in approvers if pk != common["author"]]
    approver = pick(rng, others) if paper.is_issued else None
    accredited = paper.is_issued and common["is_accredited"]
    laboratory = _laboratory(token, is_accredited=accredited) if paper.is_issued else "{}"
    made_at = each.read_at(len(each.offer.template["points"]))
    changed_at = made_at + timedelta(hours=2)
    if paper.issued_on is not None:
        changed_at += paper.issued_on - paper.performed_on
    is_rejected = paper.status == "draft" and rng.random() < REJECTED
    return (
        paper.id, job.company_id, job.branch_id, job.id, paper.item_id, paper.equipment_id,
        paper.service_id, job.technician_id, paper.number, paper.status, paper.verdict, result.rule,
        common["client"], common["address"], common["place"], laboratory, *common["instrument"],
        common["condition"], each.offer.name, common["environment"], "", common["received_on"],
        paper.performed_on, paper.issued_on, paper.due_on, common["results"], common["standards"],
        result.is_adjusted, accredited, common["author"], common["author_name"], approver,
        names[approver] if approver else "", common["makers"],
        paper.performed_on + timedelta(days=PROMISED_DAYS),
        pick(rng, REJECTIONS) if is_rejected else "", paper.amends, paper.amends_number,
        pick(rng, AMENDMENTS) if paper.amends else "",
        pick(rng, WITHDRAWALS) if paper.status == "withdrawn" else "", token, "", "", True,
        VERSIONS[paper.status], made_at, changed_at,
    )  # fmt: skip


VERSIONS = {"draft": 1, "pending_review": 2, "approved": 3, "superseded": 4, "withdrawn": 4}


def _addresses(world: World) -> list[str]:
    """By branch id: name, street, town and country, a line each."""
    at = {name: place for place, name in enumerate(branches.TABLE.columns)}
    found = [""]
    for row in branches.rows(world):
        town = f"{row[at['postal_code']]} {row[at['city']]}".strip()
        lines = (row[at["name"]], row[at["address"]], town, row[at["country"]])
        found.append("\n".join(line for line in lines if line))
    return found


def _place(title: str, address: str) -> str:
    if title in ON_SITE:
        return f"At the client's\n{address}"
    return f"{settings.HOUSE_NAME}\n{ADDRESS}"


def _laboratory(token: str, *, is_accredited: bool) -> str:
    return json.dumps(
        {
            "name": settings.HOUSE_NAME,
            "address": ADDRESS,
            "accreditation": named(ACCREDITATION) if is_accredited else "",
            "verify": f"{SITE}/verify/{token}/",
        },
        ensure_ascii=False,
    )


def _point(reading: Reading) -> dict[str, str]:
    """As jobs/certificates/results.py has it."""
    return {
        **dict(zip(POINT, reading.point.values(), strict=True)),
        "as_found": reading.as_found,
        "as_left": reading.as_left or "",
        "verdict_found": reading.verdict_found,
        "verdict": reading.verdict,
    }


@cache
def _printed(standard: Standard) -> str:
    printed = {
        "id": standard.id,
        "code": standard.code,
        "name": standard.name,
        "manufacturer": standard.maker,
        "model": standard.model,
        "serial": standard.serial,
        "certificate": standard.certificate_number,
        "traceability": standard.traceability,
        "due_on": standard.due_on.isoformat(),
    }
    return json.dumps([printed], ensure_ascii=False)


_accredited: dict[int, bool] = {}


def _is_accredited(offer: Offer) -> bool:
    """Every point of its template lies in the scope."""
    if offer.id not in _accredited:
        points = [
            {**dict(zip(POINT, point.values(), strict=True)), "as_found": "0", "as_left": ""}
            for point in offer.template["points"]
        ]
        _accredited[offer.id] = is_within(ACCREDITATION, points)
    return _accredited[offer.id]


def standard_rows(world: World) -> Iterator[Row]:
    number = 0
    for each, group in zip(measured(world), _by_item(world), strict=True):
        job = each.result.job
        for paper in group:
            if paper.is_issued:
                number += 1
                yield (
                    number, paper.id, each.standard.id, job.company_id, job.branch_id, job.id,
                    job.technician_id, paper.performed_on,
                )  # fmt: skip


def validity_rows(world: World) -> Iterator[Row]:
    jobs = {result.item_id: result.job for result in results(world)}
    for number, (paper, next_on) in enumerate(validities(world), start=1):
        job = jobs[paper.item_id]
        ends = paper.ends_on + timedelta(days=1) if paper.ends_on else None
        last = min((day for day in (ends, next_on) if day), default=None)
        during = "empty" if last == paper.performed_on else f"[{paper.performed_on},{last or ''})"
        yield (
            number, paper.equipment_id, paper.service_id, paper.id, job.company_id, job.branch_id,
            job.id, job.technician_id, paper.ends_on, during,
        )  # fmt: skip


TABLE = Table(
    "certificates",
    ("id", "company_id", "branch_id", "job_id", "item_id", "equipment_id", "service_id",
     "technician_id", "number", "status", "verdict", "decision_rule", "client_name",
     "client_address", "place", "laboratory", "equipment_code", "description", "manufacturer",
     "model", "serial", "asset_number", "condition", "method", "environment", "remarks",
     "received_on", "performed_on", "issued_on", "due_on", "results", "standards", "is_adjusted",
     "is_accredited", "author_id", "author_name", "approver_id", "approver_name", "maker_ids",
     "promised_on", "rejection_reason", "amends_id", "amends_number", "amendment_reason",
     "withdrawal_reason", "token", "pdf", "pdf_sha256", "is_active", "version", "created_at",
     "updated_at"),
    rows,
    lambda world: world.volumes.certificates,
)  # fmt: skip
STANDARDS = Table(
    "certificate_standards",
    ("id", "certificate_id", "standard_id", "company_id", "branch_id", "job_id", "technician_id",
     "performed_on"),
    standard_rows,
    lambda world: world.volumes.certificates,
)  # fmt: skip
VALIDITIES = Table(
    "validities",
    ("id", "equipment_id", "service_id", "certificate_id", "company_id", "branch_id", "job_id",
     "technician_id", "ends_on", "during"),
    validity_rows,
    lambda world: world.volumes.certificates,
)  # fmt: skip
