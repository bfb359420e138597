"""Certificates per second, set on one processor: `python -m tests.bench.papers`.

It needs no server.
"""

import os
import sys
from time import perf_counter

import django

ROUNDS = 200


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realsync.settings")
    django.setup()
    from jobs.certificates.paper.setting import pdf_of
    from tests.certificates.sample import certificate

    paper, first = certificate(), perf_counter()
    content = pdf_of(paper)
    first = perf_counter() - first
    begin = perf_counter()
    same = all(pdf_of(paper) == content for _round in range(ROUNDS))
    each = (perf_counter() - begin) / ROUNDS
    load = os.getloadavg()[0]
    sys.stdout.write(
        f"{len(paper.results)} results, {len(content):,} bytes; the first {first * 1000:.0f} ms,"
        f" then {each * 1000:.1f} ms each: {1 / each:.0f} a second; the same bytes each time:"
        f" {'yes' if same else 'no'}; load {load:.1f}\n"
    )


if __name__ == "__main__":
    main()
