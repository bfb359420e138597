"""The worker's part of a bench: every row of one task in the outbox, and what that took."""

import json
import resource
import sys
from time import perf_counter

import django


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    django.setup()
    from django.db.models.functions import Now

    from realsync.celery import app
    from realsync.db.scope import as_system
    from realsync.outbox.delivery import run_row
    from realsync.outbox.models import OutboxRow

    app.loader.import_default_modules()
    before, portions = peak_mb(), []
    while True:
        with as_system("bench"):
            waiting = OutboxRow.objects.filter(done_at=None, task__endswith=f".{sys.argv[1]}")
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
