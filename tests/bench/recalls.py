"""Recall notices of many branches while their worker dies: `python -m tests.bench.recalls`.

Beside `manage.py with_servers`, in a database of its own. A real worker writes the digests and
sends them to a mail server of the bench's own; with all its children it is killed (SIGKILL) when
a quarter has arrived, and again at two thirds, and started anew.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import django

from tests.bench.sink import Sink

KILLED_AT = (0.25, 0.66)
PATIENCE_SECONDS = 1200
# Ten branches to a company, five instruments to a branch: due today, in 20, 40, 60 and 80 days. A
# contact at each branch, and one of the whole company.
DATA = """
INSERT INTO services (name, measurement_template) VALUES ('Calibration', '{}');
INSERT INTO companies (name) SELECT 'Company ' || n FROM generate_series(1, %(companies)s) AS n;
INSERT INTO branches (company_id, name)
SELECT c.id, 'Branch ' || c.id || '-' || n FROM companies c, generate_series(1, 10) AS n;
INSERT INTO contacts (company_id, branch_id, name, email, purposes)
SELECT company_id, id, 'Contact ' || id, 'branch' || id || '@client.example', '{recall}'
FROM branches;
INSERT INTO contacts (company_id, name, email, purposes)
SELECT id, 'Head ' || id, 'head' || id || '@client.example', '{recall}' FROM companies;
INSERT INTO equipment (company_id, branch_id, description, serial, specification)
SELECT b.company_id, b.id, 'Instrument ' || n, 'S-' || b.id || '-' || n, '{}'
FROM branches b, generate_series(0, 4) AS n;
INSERT INTO calibration_plans (company_id, branch_id, equipment_id, service_id, next_due_on)
SELECT e.company_id, e.branch_id, e.id, s.id, current_date + 20 * right(e.serial, 1)::int
FROM equipment e, services s;
"""
UNDONE = "SELECT count(*) FROM outbox WHERE done_at IS NULL"
WRITTEN = "SELECT count(*), count(*) FILTER (WHERE state = 'sent') FROM recall_mails"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--branches", type=int, default=2000)
    companies = parser.parse_args().branches // 10
    sink = Sink()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    os.environ |= {"EMAIL_BACKEND": backend, "EMAIL_HOST": "127.0.0.1"}
    os.environ["EMAIL_PORT"] = str(sink.port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
    django.setup()
    sys.exit(measure(companies, sink))


def measure(companies: int, sink: Sink) -> int:
    from django.db import connections

    from jobs.work.background import tell_recalls
    from tests.database import as_worker, forget_database, make_database
    from tests.outbox.crew import Redis, beat, wait_until, worker

    def rows(sql: str, **values: int) -> list[tuple[int, ...]]:
        with connections["owner"].cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall()) if cursor.description else []

    expected, name = companies * 20, f"bench_recalls_{os.getpid()}"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        make_database(name)
        stack.callback(forget_database, name)
        rows(DATA, companies=companies)
        rows("ANALYZE")
        redis = Redis(folder)
        drummer, hands = beat(folder, redis), worker(folder, redis)
        for process in (redis, drummer, hands):
            process.start()
            stack.callback(process.end, signal.SIGKILL)
        begin, load = monotonic(), os.getloadavg()[0]
        with as_worker():
            tell_recalls()
        for share in KILLED_AT:
            wait_until(lambda part=share: len(sink.taken) >= part * expected, PATIENCE_SECONDS)  # type: ignore[misc]
            hands.end(signal.SIGKILL)
            print(
                f"killed after {len(sink.taken):,} mails, {monotonic() - begin:.0f} s", flush=True
            )
            hands.start()
        wait_until(lambda: rows(UNDONE) == [(0,)], PATIENCE_SECONDS)
        seconds = monotonic() - begin
        with as_worker():
            tell_recalls()
        wait_until(lambda: rows(UNDONE) == [(0,)], PATIENCE_SECONDS)
        ((written, sent),) = rows(WRITTEN)
    return told(sink, companies * 10, expected, written, sent, seconds, load)


def told(
    sink: Sink, branches: int, expected: int, written: int, sent: int, seconds: float, load: float
) -> int:
    """A reader gets one mail for each Message-ID: what comes again under the same is dropped."""
    ids = {mail.message_id for mail in sink.taken}
    mails = Counter((to, subject) for to, subject, _id in {mail[:3] for mail in sink.taken})
    twice = sum(count > 1 for count in mails.values())
    again, missing = len(sink.taken) - len(ids), expected - len(mails)
    size = sum(mail.size for mail in sink.taken) / max(len(sink.taken), 1) / 1024
    print(
        f"{branches:,} branches, {expected:,} digests expected: {written:,} written, {sent:,} sent"
        f" in {seconds:.0f} s ({expected / seconds:.0f} a second), {size:.1f} KB each; {len(ids):,}"
        f" Message-IDs; handed over again under the same one after a kill: {again}; twice for a"
        f" reader: {twice}; missing: {missing}; a second run on the day wrote {written - expected};"
        f" load {load:.1f}"
    )
    return 0 if (twice, missing, written, sent) == (0, 0, expected, expected) else 1


if __name__ == "__main__":
    main()
