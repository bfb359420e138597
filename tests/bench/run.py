"""One run: the data, the people, two servers, every line, and what came of it."""

import os
import platform
import sys
from collections.abc import Mapping, Sequence

from tests.bench import data, measure, processes, refresh, web
from tests.bench.budgets import TIMES, Measured, Verdict
from tests.bench.cases import CASES, CONCURRENT, YARDSTICKS, Case
from tests.bench.connection import Answer
from tests.bench.figures import Spread
from tests.bench.measure import Request
from tests.bench.migration import MOST_CPU_SECONDS, migration_cpu_seconds
from tests.bench.plan import Inside, Plan
from tests.bench.report import Figure, Report, Row

FEWEST_ROUNDS = 16
SEED = 17025


def run(*, scale: str, rounds: int, only: str) -> Report:
    rounds = max(rounds, FEWEST_ROUNDS)
    instruments = data.prepare(scale)
    say("migrating an empty database")
    migration = migrated(migration_cpu_seconds())
    processes.manage("refresh_views")
    cases = [*YARDSTICKS, *(case for case in CASES if only in case.key)]
    say("finding people and places, counting queries")
    plan = Plan.of(cases)
    inside = plan.inside()
    before = load_average()
    with (
        web.served(web.OURS, processes.as_web()) as ours,
        web.served(web.YARDSTICK, processes.as_owner()) as yardstick,
    ):
        requests = plan.requests(ours, yardstick)
        lines = measured(requests, rounds, inside)
        concurrent = at_a_time(requests)
    say("refreshing the views beside a reader")
    views = refresh.figures()
    circumstances = {
        "instruments": f"{instruments:,}",
        "rounds": str(rounds),
        "each server": f"{web.WORKERS} workers of {web.THREADS} threads",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {sys.version.split()[0]}",
        "load average before and after": f"{before}, {load_average()}",
    }
    rows = [Row(case.key, lines[case.key], verdicts(case, lines)) for case in cases]
    return Report(circumstances, rows, [*concurrent, *views, migration])


def measured(
    requests: Sequence[Request], rounds: int, inside: Mapping[str, Inside]
) -> dict[str, Measured]:
    say(f"{len(requests)} lines, warming")
    answers = measure.warm(requests)
    say(f"{rounds} rounds in random order")
    seconds = measure.in_rounds(requests, rounds, SEED)
    say("back to back")
    return {
        request.key: line(
            Spread.of(seconds[request.key]),
            measure.cpu_ms(request),
            answers[request.key],
            inside.get(request.key, Inside()),
        )
        for request in requests
    }


def line(spread: Spread, cpu_ms: float | None, answer: Answer, seen: Inside) -> Measured:
    return Measured(
        spread=spread,
        cpu_ms=cpu_ms,
        wire_bytes=answer.wire_bytes,
        gzip_bytes=answer.gzip_bytes,
        queries=seen.queries,
        database_ms=seen.database_ms,
        uncapped_counts=seen.uncapped_counts,
        page=answer.page,
    )


def verdicts(case: Case, lines: Mapping[str, Measured]) -> list[Verdict]:
    judged = (budget.judge(lines[case.key], lines) for budget in case.budgets)
    return [verdict for verdict in judged if verdict]


def at_a_time(requests: Sequence[Request]) -> list[Figure]:
    """Answers a second when eight people ask at once, ours against the yardstick's page."""
    pair = [request for request in requests if request.key in ("P", CONCURRENT)]
    if len(pair) < 2:
        return []
    say(f"{measure.CONCURRENCY} at a time")
    rates = measure.per_second(pair)
    ratio = rates[CONCURRENT] / rates["P"]
    name = f"{CONCURRENT}, {measure.CONCURRENCY} at a time"
    return [
        Figure(f"P, {measure.CONCURRENCY} at a time", f"{rates['P']:.0f} a second"),
        Figure(
            name,
            f"{rates[CONCURRENT]:.0f} a second",
            Verdict(f"≥ 1.0 {TIMES} P", f"{ratio:.2f}", 1 / ratio - 1),
        ),
    ]


def migrated(seconds: float) -> Figure:
    verdict = Verdict(
        f"≤ {MOST_CPU_SECONDS} CPU-s", f"{seconds:.1f}", seconds / MOST_CPU_SECONDS - 1
    )
    return Figure("migrate an empty database", f"{seconds:.1f} CPU-s", verdict)


def load_average() -> str:
    return f"{os.getloadavg()[0]:.2f}"


def say(step: str) -> None:
    print(f"… {step}", file=sys.stderr, flush=True)
