"""How long a failed standard takes that 20,000 certificates rest on, of 200,000 uses of standards:
`pytest -s tests/certificates/measure.py`. It asserts no time."""

from datetime import date
from time import perf_counter

from django.db import connections

from jobs.certificates.actions.incident import in_doubt, open_incident
from jobs.certificates.models import Incident, IncidentCertificate, IncidentClient
from jobs.work.models import Standard
from realsync.accounts.models import User
from realsync.accounts.roles import Role
from realsync.db.scope import as_user
from tests.world import World

CLIENTS, EACH, OTHER_STANDARDS, ROUNDS = 2_000, 10, 9, 5
FILLED = ("companies", "branches", "jobs", "certificates", "certificate_standards")
FILL = """
WITH firms AS (
    INSERT INTO companies (name) SELECT 'Client ' || n FROM generate_series(1, %(clients)s) n
    RETURNING id
), places AS (
    INSERT INTO branches (company_id, name) SELECT id, 'Works' FROM firms RETURNING id, company_id
), work AS (
    INSERT INTO jobs (company_id, branch_id, number, title)
    SELECT company_id, id, 'JOB-20260101-' || id, 'Visit' FROM places
    RETURNING id, company_id, branch_id
)
INSERT INTO certificates (
    job_id, company_id, branch_id, item_id, number, status, client_name, place, description,
    method, laboratory, performed_on, issued_on, results, standards, author_id, author_name,
    approver_id, approver_name, promised_on, token)
SELECT id, company_id, branch_id, -id * 100 - n, 'CRT-' || id || '-' || n, 'approved', 'Client',
       'Works', 'Multimeter', 'Comparison', '{}', DATE '2026-01-05' + n, DATE '2026-01-05' + n,
       '[]', '[]', %(author)s, 'A', %(approver)s, 'B', DATE '2026-01-05', id || '-' || n
FROM work, generate_series(1, %(each)s) n
"""
USES = """
INSERT INTO certificate_standards
    (certificate_id, standard_id, company_id, branch_id, job_id, technician_id, performed_on)
SELECT c.id, s.id, c.company_id, c.branch_id, c.job_id, c.technician_id, c.performed_on
FROM certificates c, standards s WHERE c.number LIKE 'CRT-%%-%%' AND c.author_name = 'A'
"""


def fill(world: World) -> None:
    people = {
        "author": world.staff[Role.TECHNICIAN].pk,
        "approver": world.staff[Role.ADMIN].pk,
        "clients": CLIENTS,
        "each": EACH,
    }
    for number in range(OTHER_STANDARDS):
        Standard.objects.using("owner").create(
            name=f"Other {number}", calibrated_on=date(2026, 1, 5), due_on=date(2100, 1, 1)
        )
    with connections["owner"].cursor() as cursor:
        for table in FILLED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(FILL, people)
        cursor.execute(USES, [])
        for table in FILLED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE certificates, certificate_standards")


def test_a_standard_that_20000_certificates_rest_on(world: World, restored: None) -> None:
    fill(world)
    by = User.objects.get(pk=world.staff[Role.MANAGEMENT].pk)
    standards = list(Standard.objects.using("owner").order_by("-pk")[:ROUNDS])
    for standard in standards:
        with as_user(by):
            begun = perf_counter()
            foreseen = in_doubt(by, standard).count()
            counted = perf_counter()
            incident = open_incident(
                standard=standard, by=by, version=standard.version,
                failed_on=date(2026, 2, 2), failure="Drifted",
            )  # fmt: skip
            opened = perf_counter()
        done = perf_counter()
        papers = IncidentCertificate.objects.using("owner").filter(incident=incident).count()
        clients = IncidentClient.objects.using("owner").filter(incident=incident).count()
        assert (foreseen, papers, clients) == (CLIENTS * EACH, CLIENTS * EACH, CLIENTS)
        print(
            f"\n{papers} certificates of {clients} clients: foreseen in"
            f" {(counted - begun) * 1000:.0f} ms, opened in {(opened - counted) * 1000:.0f} ms,"
            f" committed in {(done - opened) * 1000:.0f} ms more",
            end="",
        )
    assert Incident.objects.using("owner").count() >= ROUNDS
