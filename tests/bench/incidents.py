"""A failed standard with 20,000 certificates: `with_servers -- python -m tests.bench.incidents`.

On the bench's own data (`make bench` loads it), with the standard that is used most, last found
good so long ago that as many rest on it. Each round is undone before it is committed, with all that
a commit would check; what came of it is counted past all of our code. A worker makes the tasks.
"""

import argparse
import os
import sys
from time import perf_counter
from typing import Any

import django

from demo.volumes import SCALES

LIMIT_SECONDS = 1.0
# All who have a certificate since then, and how many.
EXPECTED = """
SELECT count(*), count(DISTINCT company_id) FROM certificate_standards
WHERE standard_id = %s AND performed_on >= %s
"""
FOUND = """
SELECT (SELECT count(*) FROM incident_certificates WHERE incident_id = %(pk)s),
       (SELECT count(*) FROM incident_clients WHERE incident_id = %(pk)s)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=SCALES, default=os.environ.get("SCALE") or "full")
    parser.add_argument("--certificates", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    from tests.bench.data import prepare

    prepare(arguments.scale)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
    django.setup()
    rounds = [_round(arguments.certificates) for _ in range(arguments.rounds)]
    seconds = sorted(took for took, _said in rounds)
    sys.stdout.write(
        f"{rounds[-1][1]}; median {seconds[len(seconds) // 2] * 1000:.0f} ms, longest"
        f" {seconds[-1] * 1000:.0f} ms of {len(seconds)} (limit {LIMIT_SECONDS * 1000:.0f});"
        f" load {os.getloadavg()[0]:.1f}\n"
    )
    return int(seconds[-1] > LIMIT_SECONDS)


def _round(certificates: int) -> tuple[float, str]:
    from django.db import connection, transaction

    from jobs.certificates.actions.incident import open_incident
    from realsync.accounts.models import User
    from realsync.accounts.roles import Role
    from realsync.db.scope import as_user

    by = User.objects.filter(role=Role.MANAGEMENT, is_active=True).order_by("pk")[0]
    with as_user(by), connection.cursor() as cursor:
        standard = _used_most(certificates)
        cursor.execute(EXPECTED, [standard.pk, standard.last_good_on])
        expected = cursor.fetchone()
        day = standard.calibrated_on
        begin = perf_counter()
        incident = open_incident(
            standard=standard, by=by, version=standard.version, failed_on=day, failure="10 ppm high"
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        took = perf_counter() - begin
        cursor.execute(FOUND, {"pk": incident.pk})
        papers, clients = cursor.fetchone()
        transaction.set_rollback(True)
    if (papers, clients) != expected:
        raise SystemExit(f"Found {papers} certificates of {clients} clients, not {expected}.")
    return took, (
        f"{standard}: {papers:,} certificates of {clients:,} clients since {standard.last_good_on}"
    )


def _used_most(certificates: int) -> Any:
    """In this transaction last found good on the day since when it was used so often."""
    from django.db.models import Count

    from jobs.certificates.models import CertificateStandard
    from jobs.work.models import Standard

    used = CertificateStandard.objects.filter(standard__status="in_service")
    most = used.values("standard").annotate(uses=Count("pk")).order_by("-uses")[0]
    days = used.filter(standard=most["standard"]).order_by("-performed_on")
    since = days.values_list("performed_on", flat=True)[min(certificates, most["uses"]) - 1]
    Standard.objects.filter(pk=most["standard"]).update(last_good_on=since)
    return Standard.objects.get(pk=most["standard"])


if __name__ == "__main__":
    sys.exit(main())
