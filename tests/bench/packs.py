"""An audit pack of 5,000 certificates: `manage.py with_servers -- python -m tests.bench.packs`.

On a database of its own, which goes afterwards. The worker's part runs in a process of its own, so
that its memory is its own; each portion is measured, and so is what came of them.
"""

import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import django

CERTIFICATES, GAPS = 5_000, 120
DAY = "2026-06-01"
NAME = "bench_packs"

# Of one instrument of the world's, copied; each with its own certificate, in force for a year.
INSTRUMENTS = """
INSERT INTO equipment (company_id, branch_id, description, serial, specification, created_at)
SELECT company_id, branch_id, 'Gauge ' || n, 'PACK-' || n, '{}', '2020-01-01'
FROM equipment, generate_series(1, %s) AS n WHERE id = %s RETURNING id
"""
PAPERS = """
INSERT INTO certificates (company_id, branch_id, job_id, item_id, equipment_id, service_id, number,
    status, verdict, decision_rule, client_name, place, description, serial, method, performed_on,
    issued_on, promised_on, author_id, author_name, approver_id, approver_name, maker_ids, token,
    results, standards, laboratory, pdf, pdf_sha256)
SELECT c.company_id, c.branch_id, c.job_id, -10000 - e.id, e.id, c.service_id, 'CRT-B-' || e.id,
    'approved', 'pass', 'simple', c.client_name, c.place, e.description, e.serial, c.method,
    c.performed_on, c.issued_on, c.promised_on, c.author_id, c.author_name, c.approver_id,
    c.approver_name, c.maker_ids, 'bench-' || e.id, c.results, c.standards, c.laboratory,
    file.name, file.hash
FROM certificates c
CROSS JOIN unnest(%s::bigint[], %s::text[], %s::text[]) AS file (id, name, hash)
JOIN equipment e ON e.id = file.id
WHERE c.id = %s
"""
HOLDS = """
INSERT INTO validities (equipment_id, service_id, certificate_id, company_id, branch_id, job_id,
                        ends_on, during)
SELECT equipment_id, service_id, id, company_id, branch_id, job_id, '2027-01-01',
       daterange(performed_on, '2027-01-02')
FROM certificates WHERE number LIKE 'CRT-B-%%'
"""
# By validities alone, past all of our code.
MISSING = """
SELECT count(*) FROM equipment e
WHERE e.branch_id = %(branch)s AND e.is_active AND e.created_at::date <= %(day)s AND NOT EXISTS (
    SELECT FROM validities v JOIN certificates c ON c.id = v.certificate_id
    WHERE v.equipment_id = e.id AND v.during @> %(day)s::date AND c.issued_on <= %(day)s
      AND c.branch_id = %(branch)s)
"""


def main() -> None:
    with TemporaryDirectory() as folder:
        os.environ["FILES_OPTIONS"] = json.dumps({"location": folder})
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
        django.setup()
        from tests.database import forget_database, make_database

        make_database(NAME)
        try:
            _measure()
        finally:
            forget_database(NAME)


def _measure() -> None:
    from django.db import connections

    from jobs.certificates.actions.pack import request_pack
    from jobs.certificates.models import AuditPack
    from realsync.accounts.models import User
    from realsync.db.scope import as_user
    from tests.world import make_world

    world = make_world()
    _fill(world)
    alice = User.objects.get(pk=world.alice.pk)
    begin = perf_counter()
    with as_user(alice):
        pack, _is_new = request_pack(
            branches=[world.north], held_on=date.fromisoformat(DAY), by=alice
        )
    asked = perf_counter() - begin
    told = _build()
    made = AuditPack.objects.using("owner").get(pk=pack.pk)
    with connections["owner"].cursor() as cursor:
        cursor.execute(MISSING, {"branch": world.north.pk, "day": DAY})
        ((missing,),) = cursor.fetchall()
        cursor.execute("SELECT pdf_sha256 FROM certificates WHERE id = ANY (%s)",
                       [made.certificate_ids])  # fmt: skip
        stored = sorted(row[0] for row in cursor.fetchall())
    file = Path(_storage().path(made.file))
    with zipfile.ZipFile(file) as archive:
        papers = [name for name in archive.namelist() if name.endswith(".pdf")]
        packed = sorted(sha256(archive.read(name)).hexdigest() for name in papers)
    sys.stdout.write(
        f"{len(papers):,} certificates, {made.size_bytes / 1e6:.0f} MB; asked for in"
        f" {asked * 1000:.0f} ms, made in {sum(told['portions']):.1f} s in"
        f" {len(told['portions'])} portions, the longest {max(told['portions']):.1f} s;"
        f" the worker's peak {told['peak_mb']:.0f} MB ({told['before_mb']:.0f} MB before);"
        f" hashes equal: {_yes(packed == stored)}; gaps {made.gaps}, by SQL {missing}:"
        f" {_yes(made.gaps == missing)}; load {os.getloadavg()[0]:.1f}\n"
    )


def _fill(world: Any) -> None:
    """Files of some 40 KB, each another: a paper with a number behind its end."""
    from django.core.files.base import ContentFile
    from django.db import connections

    from jobs.certificates.paper.setting import pdf_of
    from tests.certificates.sample import certificate

    paper, storage = pdf_of(certificate()), _storage()
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE equipment SET created_at = '2020-01-01'")
        cursor.execute(INSTRUMENTS, [CERTIFICATES + GAPS, world.equipment[0].pk])
        ids = [pk for (pk,) in cursor.fetchall()][:CERTIFICATES]
        names, sums = [], []
        for pk in ids:
            content = paper + f"\n% {pk}\n".encode()
            names.append(storage.save(f"certificates/{pk}.pdf", ContentFile(content)))
            sums.append(sha256(content).hexdigest())
        cursor.execute(PAPERS, [ids, names, sums, world.certificates["own"].pk])
        cursor.execute(HOLDS, [])
        cursor.execute("ANALYZE")


def _build() -> Any:
    """What the worker does with the outbox, in a process that knows nothing else."""
    from django.db import connections

    login = os.environ["DATABASE_WORKER_URL"].rpartition("/")[0]
    environment = {**os.environ, "DATABASE_URL": f"{login}/{NAME}"}
    environment.pop("DATABASE_OWNER_URL", None)
    connections.close_all()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.outbox_worker", "build_pack"],
        env=environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def _storage() -> Any:
    from django.core.files.storage import default_storage

    return default_storage


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "NO"


if __name__ == "__main__":
    main()
