"""What is out of its bounds, in words. Each rule is an alert of its own, and one task."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.watch.facts import Facts
from dashboards.watch.limits import (
    CONNECTIONS_PERCENT,
    FAILED_PERCENT,
    FEWEST,
    FEWEST_OPENED,
    KEPT_PERCENT,
    LIVE,
    OUTBOX_SECONDS,
    P95_MS,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


@dataclass(frozen=True)
class Rule:
    """`said` is empty while all is well."""

    name: str
    title: "str | Promise"
    said: Callable[[Facts], str]


def _slow(facts: Facts) -> str:
    p95 = facts.window.p95_ms
    if p95 is None or facts.window.steps[-1] < FEWEST or p95 <= P95_MS.alert:
        return ""
    return _("One page in twenty took longer than %(ms)s ms in the last five minutes.") % {
        "ms": number_format(p95, 0)
    }


def _failing(facts: Facts) -> str:
    requests, failed = facts.window.requests, facts.window.failed
    if requests < FEWEST or 100 * failed <= FAILED_PERCENT.alert * requests:
        return ""
    told = _("%(failed)s of %(requests)s requests failed in the last five minutes.")
    return told % {"failed": number_format(failed), "requests": number_format(requests)}


def _crowded(facts: Facts) -> str:
    if facts.database.live <= LIVE.alert:
        return ""
    return _("%s pages are open with a live connection.") % number_format(facts.database.live)


def _forgetful(facts: Facts) -> str:
    percent = facts.window.kept_percent
    if percent is None or facts.window.opened < FEWEST_OPENED or percent >= KEPT_PERCENT.alert:
        return ""
    told = _("Browsers had kept only %(percent)s %% of %(opened)s pages in the last five minutes.")
    return told % {
        "percent": number_format(percent, 0),
        "opened": number_format(facts.window.opened),
    }


def _connected(facts: Facts) -> str:
    used, most = facts.database.used, facts.database.most
    if 100 * used < CONNECTIONS_PERCENT * most:
        return ""
    return _("%(used)s of %(most)s connections of the database are taken.") % {
        "used": used,
        "most": most,
    }


def _old(facts: Facts) -> str:
    if not facts.old_views:
        return ""
    return _("Not refreshed for too long: %s.") % ", ".join(facts.old_views)


def _stuck(facts: Facts) -> str:
    if facts.outbox_seconds < OUTBOX_SECONDS:
        return ""
    told = _("%(waiting)s wait in the outbox; the oldest should have begun %(minutes)s min ago.")
    minutes = int(facts.outbox_seconds // 60)
    return told % {"waiting": number_format(facts.outbox_waiting), "minutes": minutes}


def _full(facts: Facts) -> str:
    if facts.free_mb >= settings.DISK_LOW_MB:
        return ""
    return _("%s MB are free on the disk.") % number_format(facts.free_mb)


def _beat_is_silent(facts: Facts) -> str:
    return beat_is_silent() if "beat" in facts.silent else ""


def _worker_is_silent(facts: Facts) -> str:
    return worker_is_silent() if "worker" in facts.silent else ""


def beat_is_silent() -> str:
    return _("Nothing is begun by itself: no views, no notices, nothing from the outbox.")


def worker_is_silent() -> str:
    return _("Nothing is done in the background: no mail, no papers, no views. Is Redis there?")


RULES = (
    Rule("response_time", gettext_lazy("Pages are slow"), _slow),
    Rule("failed_queries", gettext_lazy("Requests fail"), _failing),
    Rule("live_connections", gettext_lazy("Many live connections"), _crowded),
    Rule("cache_hits", gettext_lazy("Browsers keep few pages"), _forgetful),
    Rule("connections", gettext_lazy("Few database connections left"), _connected),
    Rule("views", gettext_lazy("Numbers of the dashboards are old"), _old),
    Rule("outbox", gettext_lazy("The outbox is stuck"), _stuck),
    Rule("disk", gettext_lazy("The disk is nearly full"), _full),
    Rule("beat", gettext_lazy("The beat is silent"), _beat_is_silent),
    Rule("worker", gettext_lazy("The worker is silent"), _worker_is_silent),
)
