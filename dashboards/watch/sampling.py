"""Each minute: a sample of the house, and the alerts that follow from it. The system's work."""

from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, connections

from dashboards.actions.alerts import clear_alert, raise_alert
from dashboards.watch.facts import Facts, facts
from dashboards.watch.limits import BEGINS_AFTER, WINDOW
from dashboards.watch.rules import RULES
from realsync.watch.counters import all_counts
from realsync.watch.models import Sample
from realsync.watch.totals import Totals, totals_in, totals_of

MINUTE = "SELECT date_trunc('minute', clock_timestamp())"


def take_sample() -> Facts | None:
    """Of two beats the second one changes nothing. None where nobody has looked for a while: a
    house that begins is not judged by what it has not caught up with yet."""
    minute, now = _minute(), totals_in(all_counts())
    before = Sample.objects.filter(taken_at__lt=minute).order_by("-taken_at").first()
    found = facts(now.since(_first_of_window(minute)))
    last = now.since(totals_of(before.totals) if before else Totals())
    sample = Sample(
        taken_at=minute,
        requests=last.requests,
        failed=last.failed,
        p95_ms=last.p95_ms,
        opened=last.opened,
        kept=last.kept,
        live=found.database.live,
        connections=found.database.used,
        outbox=found.outbox_waiting,
        totals=now.as_json(),
    )
    Sample.objects.bulk_create([sample], ignore_conflicts=True)
    return found if before and minute - before.taken_at < BEGINS_AFTER else None


def judge(found: Facts) -> None:
    for rule in RULES:
        said = rule.said(found)
        if said:
            raise_alert(name=rule.name, title=str(rule.title), said=said)
        else:
            clear_alert(name=rule.name)


def _first_of_window(minute: datetime) -> Totals:
    """Five minutes ago; later where nobody looked then, earlier where nobody has since."""
    samples = Sample.objects.filter(taken_at__lt=minute)
    before = samples.filter(taken_at__lte=minute - WINDOW).order_by("-taken_at").first()
    first = before or samples.order_by("taken_at").first()
    return totals_of(first.totals) if first else Totals()


def _minute() -> datetime:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(MINUTE)
        minute: datetime = cursor.fetchone()[0]
    return minute
