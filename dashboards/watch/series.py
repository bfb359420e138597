"""The key figures of the last day as small charts, drawn by the server."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from dashboards.watch.limits import FAILED_PERCENT, KEPT_PERCENT, LIVE, P95_MS, Limit

# A day in steps of ten minutes; a unit of the drawing each.
STEPS, HEIGHT = 144, 40
STATEMENT = """
SELECT 144 - ceil(extract(epoch FROM now() - taken_at) / 600)::int AS step,
       sum(p95_ms * requests) / nullif(sum(requests) FILTER (WHERE p95_ms IS NOT NULL), 0),
       100.0 * sum(failed) / nullif(sum(requests), 0), max(live),
       100.0 * sum(kept) / nullif(sum(opened), 0)
FROM operations_samples WHERE taken_at > now() - interval '1 day' GROUP BY 1 ORDER BY 1
"""
Points = list[tuple[int, float | None]]
Shown = Callable[[float], str]


@dataclass(frozen=True)
class Chart:
    """`path` is a line of SVG; `target` and `alert` are heights in it, from above."""

    title: str
    now: str
    look: str
    note: str
    path: str
    in_words: str
    target: float | None = None
    alert: float | None = None


def charts(*, live: int) -> list[Chart]:
    """Of what browsers keep only they know: they say it once in a while."""
    steps = _steps()
    slow, failed, kept = (_points(steps, column) for column in (1, 2, 4))
    return [
        _against(_("Response time, p95"), P95_MS, slow, _last(slow), _ms),
        _against(_("Live connections"), LIVE, _points(steps, 3), live, _number),
        _against(_("Cache hit rate"), KEPT_PERCENT, kept, _last(kept), _percent),
        _against(_("Failed queries"), FAILED_PERCENT, failed, _last(failed), _percent),
    ]


def _steps() -> list[tuple[Any, ...]]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(STATEMENT)
        return list(cursor.fetchall())


def _points(steps: Sequence[tuple[Any, ...]], column: int) -> Points:
    return [(row[0], None if row[column] is None else float(row[column])) for row in steps]


def _last(points: Points) -> float | None:
    return points[-1][1] if points and points[-1][0] >= STEPS - 1 else None


def _against(title: str, limit: Limit, points: Points, now: float | None, shown: Shown) -> Chart:
    top = max([limit.alert * 1.2, *(value for _step, value in points if value is not None)])
    measured = [value for _step, value in points if value is not None]
    worst = (min if limit.wants_more else max)(measured, default=None)
    return Chart(
        title=title,
        now=_("not measured yet") if now is None else shown(now),
        look=limit.look(now),
        note=_note(limit) % {"target": shown(limit.target), "alert": shown(limit.alert)},
        path=_path(points, top),
        in_words=_in_words(limit) % shown(worst) if worst is not None else "",
        target=_height(limit.target, top),
        alert=_height(limit.alert, top),
    )


def _note(limit: Limit) -> str:
    if limit.wants_more:
        return _("above %(target)s is our aim, below %(alert)s an alert")
    return _("below %(target)s is our aim, above %(alert)s an alert")


def _in_words(limit: Limit) -> str:
    if limit.wants_more:
        return _("The last 24 hours: at least %s")
    return _("The last 24 hours: at most %s")


def _path(points: Points, top: float) -> str:
    """A gap where nothing was measured."""
    drawn, before = [], None
    for step, value in points:
        if value is not None:
            drawn.append(f"{'L' if before == step - 1 else 'M'}{step} {_height(value, top)}")
            if before != step - 1:
                drawn.append("h0.5")
            before = step
    return " ".join(drawn)


def _height(value: float, top: float) -> float:
    return round(HEIGHT - HEIGHT * value / top, 1)


def _ms(value: float) -> str:
    return _("%s ms") % number_format(value, 0)


def _number(value: float) -> str:
    return number_format(value, 0)


def _percent(value: float) -> str:
    return _("%s %%") % number_format(value, 1 if value % 1 else 0)
