"""The worker's part of tests.bench.packs: every row of the outbox, and what that took."""

import json
import sys
from time import perf_counter

import django


def main() -> None:
    django.setup()
    from django.db.models.functions import Now

    from realsync.celery import app
    from realsync.db.scope import as_system
    from realsync.outbox.delivery import run_row
    from realsync.outbox.models import OutboxRow
    from tests.bench.packs import peak_mb

    app.loader.import_default_modules()
    before, portions = peak_mb(), []
    while True:
        with as_system("bench"):
            waiting = OutboxRow.objects.filter(done_at=None, task__endswith="build_pack")
            row = waiting.order_by("id").first()
            waiting.update(sent_at=Now())
        if row is None:
            break
        begin = perf_counter()
        run_row(row.id)
        portions.append(perf_counter() - begin)
    json.dump({"before_mb": before, "peak_mb": peak_mb(), "portions": portions}, sys.stdout)


if __name__ == "__main__":
    main()
